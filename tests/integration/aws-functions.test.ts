import { beforeEach, describe, expect, it } from "vitest";
import { pollFunctions } from "@/lib/aws/workloads";
import { listDeployments } from "@/lib/inventory/deployments";
import { home } from "../aws/fake";
import { reader } from "./inventory-fixture";
import { observed, withAws } from "./polls-fixture";
import { digestOf, minute } from "./workloads-fixture";

const aws = withAws();
const { pool, ship } = aws;
const sha256Of = (digest: string) => Buffer.from(digestOf(digest).slice(7), "hex").toString("base64");

describe("functions of Lambda", () => {
  const configuration = (name: string, modified: number, more: Record<string, unknown> = {}) => ({
    FunctionName: name,
    FunctionArn: `arn:aws:lambda:${home.region}:${home.account}:function:${name}`,
    Version: "$LATEST",
    PackageType: "Zip",
    LastModified: minute(modified).toISOString().replace("Z", "+0000"),
    ...more,
  });
  const zip = (name: string, digest: string, modified: number) => ({ configuration: configuration(name, modified, { CodeSha256: sha256Of(digest) }) });
  const image = (name: string, digest: string, modified: number) => ({
    configuration: configuration(name, modified, { PackageType: "Image", CodeSha256: sha256Of("something else") }),
    code: { RepositoryType: "ECR", ImageUri: "repo:latest", ResolvedImageUri: `111122223333.dkr.ecr.eu-central-1.amazonaws.com/repo@${digestOf(digest)}` },
  });
  const spans = async () =>
    (await pool().query("select build_seq as seq, from_at as f, to_at as t from deployment order by 2, 1")).rows.map(({ seq, f, t }) => {
      const at = (moment: Date | null) => moment && (moment.getTime() - minute(0).getTime()) / 60_000;
      return [seq, at(f), at(t)];
    });

  it("run their code since it was modified; other code ends it at that moment, and code that comes back is another deployment", async () => {
    await ship("pay", "one");
    await ship("pay", "two");
    aws.fake.lambda.functions = [zip("pay", "one", 10)];
    expect(await pollFunctions(aws.clients, pool())).toEqual({ functions: 1, unreadable: 0, changed: 1, missing: 0 });
    expect(await observed()).toEqual(["pay in production, observed in Lambda, function pay"]);
    aws.fake.lambda.functions = [zip("pay", "two", 30)];
    expect(await pollFunctions(aws.clients, pool())).toMatchObject({ changed: 1, missing: 1 });
    aws.fake.lambda.functions = [zip("pay", "one", 60)];
    await pollFunctions(aws.clients, pool());
    expect(await spans()).toEqual([
      [1, 10, 30],
      [2, 30, 60],
      [1, 60, null],
    ]);
    aws.fake.lambda.functions = [];
    expect(await pollFunctions(aws.clients, pool())).toMatchObject({ missing: 1 });
    expect(await observed()).toHaveLength(3);
  });

  it("whose settings change run on", async () => {
    await ship("pay", "one");
    aws.fake.lambda.functions = [zip("pay", "one", 10)];
    await pollFunctions(aws.clients, pool());
    aws.fake.lambda.functions = [zip("pay", "one", 90)];
    await pollFunctions(aws.clients, pool());
    expect(await spans()).toEqual([[1, 10, null]]);
  });

  it("that are images are asked for once each time that they were modified, page by page", async () => {
    await ship("pay", "one");
    aws.fake.lambdaService.pageSize = 2;
    aws.fake.lambda.functions = [image("pay", "one", 10), zip("a", "x", 1), zip("b", "x", 1), image("c", "x", 1), zip("d", "x", 1)];
    aws.fake.fail({ action: "lambda:ListFunctions", code: "TooManyRequestsException", times: 1 });
    expect(await pollFunctions(aws.clients, pool())).toMatchObject({ functions: 5, unreadable: 0, changed: 5 });
    await pollFunctions(aws.clients, pool());
    expect(aws.fake.operations.filter((name) => name === "lambda:GetFunction")).toHaveLength(2);
    expect(await observed()).toEqual(["pay in production, observed in Lambda, function pay"]);
  });

  it("without a digest that can be read are counted; one that is deleted meanwhile is not there", async () => {
    aws.fake.lambda.functions = [{ configuration: configuration("odd", 1, { CodeSha256: "?" }) }, image("gone", "one", 2)];
    aws.fake.fail({ action: "lambda:GetFunction", code: "ResourceNotFoundException" });
    expect(await pollFunctions(aws.clients, pool())).toMatchObject({ functions: 2, unreadable: 2, changed: 0 });
  });

  it("whose new code cannot be read go on as they were known", async () => {
    await ship("pay", "one");
    aws.fake.lambda.functions = [zip("pay", "one", 10)];
    await pollFunctions(aws.clients, pool());
    aws.fake.lambda.functions = [{ configuration: configuration("pay", 20, { CodeSha256: "?" }) }];
    expect(await pollFunctions(aws.clients, pool())).toMatchObject({ unreadable: 1, missing: 0 });
    expect(await spans()).toEqual([[1, 10, null]]);
  });
});

describe("aliases of functions of Lambda", () => {
  const arnOfFunction = (name: string) => `arn:aws:lambda:${home.region}:${home.account}:function:${name}`;
  /** A version of a function, published or not. */
  const version = (name: string, number: string, digest: string) => ({
    configuration: {
      FunctionName: name,
      FunctionArn: number === "$LATEST" ? arnOfFunction(name) : `${arnOfFunction(name)}:${number}`,
      Version: number,
      PackageType: "Zip",
      LastModified: minute(Number(number) || 100)
        .toISOString()
        .replace("Z", "+0000"),
      CodeSha256: sha256Of(digest),
    },
  });
  const imageVersion = (name: string, number: string, digest: string) => {
    const { configuration } = version(name, number, "something else");
    return { configuration: { ...configuration, PackageType: "Image" }, code: { ResolvedImageUri: `repo@${digestOf(digest)}` } };
  };
  const alias = (to: string, weights?: Record<string, number>, Name = "live") => ({
    Name,
    FunctionVersion: to,
    ...(weights && { RoutingConfig: { AdditionalVersionWeights: weights } }),
  });
  const poll = () => pollFunctions(aws.clients, pool());
  const calls = (name: string) => aws.fake.operations.filter((each) => each === `lambda:${name}`).length;

  beforeEach(async () => {
    for (const digest of ["one", "two", "latest"]) await ship("pay", digest);
    aws.fake.lambda.functions = [version("pay", "$LATEST", "latest"), version("pay", "41", "one"), imageVersion("pay", "42", "two")];
  });
  /** Builds of `pay` that run and those that ended. */
  const builds = async () => {
    const { data } = await listDeployments({ ctx: reader, input: { limit: 500 } });
    const seqs = (isRunning: boolean) =>
      data
        .filter(({ to }) => (to === null) === isRunning)
        .map(({ build }) => build.seq)
        .sort();
    return { running: seqs(true), ended: seqs(false) };
  };

  it("say what runs, of a weighted one both versions, and the code of a version is asked for once", async () => {
    aws.fake.lambda.aliases = { pay: [alias("41")] };
    expect(await poll()).toEqual({ functions: 1, unreadable: 0, changed: 1, missing: 0 });
    expect(await builds()).toEqual({ running: [1], ended: [] });
    expect(await observed()).toEqual(["pay in production, observed in Lambda, function pay"]);
    aws.fake.lambda.aliases = { pay: [alias("41", { 42: 0.1 })] };
    expect(await poll()).toMatchObject({ changed: 1, missing: 0 });
    expect(await poll()).toMatchObject({ changed: 0, missing: 0 });
    expect(await builds()).toEqual({ running: [1, 2], ended: [] });
    expect(calls("GetFunction")).toBe(2);
    expect(calls("ListAliases")).toBe(3);
  });

  it("that move end the deployment of one version when they begin that of the other, and moving back begins another", async () => {
    aws.fake.lambda.aliases = { pay: [alias("41")] };
    await poll();
    await pool().query("update aws_workload set started_at = started_at - interval '1 hour'");
    aws.fake.lambda.aliases = { pay: [alias("42")] };
    expect(await poll()).toMatchObject({ changed: 1, missing: 1 });
    expect(await builds()).toEqual({ running: [2], ended: [1] });
    const { rows } = await pool().query(
      "select one.to_at = two.from_at as moved from deployment one, deployment two where one.build_seq = 1 and two.build_seq = 2",
    );
    expect(rows).toEqual([{ moved: true }]);
    await pool().query("update aws_workload set started_at = started_at - interval '1 hour', missing_at = missing_at - interval '1 hour'");
    aws.fake.lambda.aliases = { pay: [alias("41")] };
    expect(await poll()).toMatchObject({ changed: 1, missing: 1 });
    expect(await builds()).toEqual({ running: [1], ended: [1, 2] });
    expect(calls("GetFunction")).toBe(2);
  });

  it("that shift little by little run the old version until it gets no calls any more", async () => {
    aws.fake.lambda.aliases = { pay: [alias("41")] };
    await poll();
    aws.fake.lambda.aliases = { pay: [alias("41", { 42: 0.5 })] };
    await poll();
    aws.fake.lambda.aliases = { pay: [alias("42")] };
    expect(await poll()).toMatchObject({ changed: 0, missing: 1 });
    expect(await builds()).toEqual({ running: [2], ended: [1] });
    const { rows } = await pool().query(
      "select one.to_at > two.from_at as beside from deployment one, deployment two where one.build_seq = 1 and two.build_seq = 2",
    );
    expect(rows).toEqual([{ beside: true }]);
  });

  it("without a part of the calls for their own or another version do not run it, and $LATEST runs where one says so, or there is none", async () => {
    aws.fake.lambda.aliases = { pay: [alias("41", { 42: 0 })] };
    await poll();
    expect(await builds()).toMatchObject({ running: [1] });
    aws.fake.lambda.aliases = { pay: [alias("41", { 42: 1 })] };
    await poll();
    expect(await builds()).toMatchObject({ running: [2] });
    aws.fake.lambda.aliases = { pay: [alias("42"), alias("$LATEST", undefined, "dev")] };
    await poll();
    expect(await builds()).toMatchObject({ running: [2, 3] });
    aws.fake.lambda.aliases = {};
    await poll();
    expect(await builds()).toMatchObject({ running: [3] });
  });

  it("are read page by page; throttling is waited out, and a refusal concludes nothing", async () => {
    aws.fake.lambdaService.pageSize = 1;
    aws.fake.lambda.aliases = { pay: [alias("41"), alias("42", undefined, "next")] };
    aws.fake.fail({ action: "lambda:ListAliases", code: "TooManyRequestsException", times: 1 });
    expect(await poll()).toMatchObject({ functions: 1, changed: 2 });
    expect(await builds()).toEqual({ running: [1, 2], ended: [] });
    aws.fake.lambda.aliases = { pay: [alias("41")] };
    aws.fake.fail({ action: "lambda:ListAliases", code: "AccessDeniedException" });
    await expect(poll()).rejects.toMatchObject({ reason: "aws_denied" });
    expect(await builds()).toEqual({ running: [1, 2], ended: [] });
  });

  it("of a function that is deleted, also while it is asked for, run nothing any more", async () => {
    aws.fake.lambda.aliases = { pay: [alias("41", { 42: 0.5 })] };
    await poll();
    aws.fake.fail({ action: "lambda:ListAliases", code: "ResourceNotFoundException", times: 1 });
    expect(await poll()).toEqual({ functions: 1, unreadable: 0, changed: 0, missing: 2 });
    aws.fake.lambda.functions = [];
    expect(await poll()).toEqual({ functions: 0, unreadable: 0, changed: 0, missing: 0 });
    expect((await builds()).running).toEqual([]);
  });
});
