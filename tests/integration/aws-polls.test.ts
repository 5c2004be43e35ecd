import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { AwsClients } from "@/lib/aws/clients";
import { takeQueuedAwsFeed } from "@/lib/aws/sync/queries/feeds";
import { runFeed } from "@/lib/aws/sync/run-feed";
import type { AwsStores } from "@/lib/aws/sync/syncer";
import { syncers } from "@/lib/aws/sync/syncers";
import { pollClusters, pollFunctions, pollTasks } from "@/lib/aws/workloads";
import { listDeployments } from "@/lib/inventory/deployments";
import { FakeAws, home } from "../aws/fake";
import { reader, withInventory } from "./inventory-fixture";
import { digestOf, forgetAll, knowAccount, minute, ship as shipTo } from "./workloads-fixture";

const inventory = withInventory();
const pool = () => inventory.database.pool;
let fake: FakeAws;
let clients: AwsClients;

beforeEach(async () => {
  fake = await FakeAws.start();
  for (const [name, value] of Object.entries(fake.env)) vi.stubEnv(name, value);
  const access = { accountId: home.account, roleArn: null, externalId: null };
  const patience = { attempts: 3, connectMs: 2_000, requestMs: 5_000 };
  clients = new AwsClients({ access, region: home.region, signal: new AbortController().signal, patience });
  await forgetAll(inventory);
  await knowAccount(inventory);
});
afterEach(async () => {
  await clients.close();
  await fake.stop();
  expect(fake.violations).toEqual([]);
});

const ship = (service: string, digest: string) => shipTo(inventory, service, digest);
/** `service: what of it is observed where`, and whether it runs. */
async function observed(): Promise<string[]> {
  const { data } = await listDeployments({ ctx: reader, input: { limit: 500 } });
  return data.map(({ service, environment, sourceText, to }) => `${service.slug} in ${environment.name}, ${sourceText}${to ? ", ended" : ""}`).sort();
}
const arnOf = (service: "ecs" | "eks", cluster: string) => `arn:aws:${service}:${home.region}:${home.account}:cluster/${cluster}`;

describe("tasks of ECS", () => {
  const task = (cluster: string, n: number, digest: string) => ({
    taskArn: `arn:aws:ecs:${home.region}:${home.account}:task/${cluster}/${String(n).padStart(32, "0")}`,
    clusterArn: arnOf("ecs", cluster),
    group: "service:web",
    lastStatus: "RUNNING",
    desiredStatus: "RUNNING",
    version: 4,
    createdAt: minute(n % 60).toISOString(),
    startedAt: minute((n % 60) + 1).toISOString(),
    containers: [{ name: "app", lastStatus: "RUNNING", imageDigest: digestOf(digest) }],
  });
  const tasksOf = (cluster: string, count: number, digest: string) => Array.from({ length: count }, (_, n) => task(cluster, n, digest));

  it("are read page by page, described in hundreds, and what is not listed any more has stopped", async () => {
    await ship("shop", "one");
    await ship("cart", "two");
    fake.ecsService.pageSize = 60;
    fake.ecs.clusters = {
      [arnOf("ecs", "live")]: tasksOf("live", 230, "one"),
      [arnOf("ecs", "stage-1")]: tasksOf("stage-1", 2, "two"),
      [arnOf("ecs", "empty")]: [],
    };
    expect(await pollTasks(clients, pool())).toEqual({ clusters: 3, tasks: 232, unreadable: 0, changed: 232, missing: 0 });
    expect(fake.operations.filter((name) => name === "ecs:DescribeTasks")).toHaveLength(4);
    expect(await observed()).toEqual(["cart in staging, observed in ECS, cluster stage-1", "shop in production, observed in ECS, cluster live"]);
    expect(await pollTasks(clients, pool())).toMatchObject({ changed: 0, missing: 0 });
    fake.ecs.clusters = { [arnOf("ecs", "live")]: tasksOf("live", 1, "one") };
    expect(await pollTasks(clients, pool())).toMatchObject({ clusters: 1, missing: 231 });
    expect(await observed()).toEqual(["cart in staging, observed in ECS, cluster stage-1, ended", "shop in production, observed in ECS, cluster live"]);
  });

  it("of a cluster that vanishes between the listings are gone; throttling is waited out", async () => {
    await ship("shop", "one");
    fake.ecs.clusters = { [arnOf("ecs", "live")]: tasksOf("live", 1, "one") };
    fake.fail({ action: "ecs:ListTasks", code: "ThrottlingException", times: 1 });
    await pollTasks(clients, pool());
    expect(await observed()).toEqual(["shop in production, observed in ECS, cluster live"]);
    fake.fail({ action: "ecs:ListTasks", code: "ClusterNotFoundException", times: 1 });
    expect(await pollTasks(clients, pool())).toMatchObject({ clusters: 1, tasks: 0, missing: 1 });
    expect(await observed()).toEqual(["shop in production, observed in ECS, cluster live, ended"]);
  });

  it("that may not be listed are a failure, and nothing is taken for stopped", async () => {
    await ship("shop", "one");
    fake.ecs.clusters = { [arnOf("ecs", "a")]: tasksOf("a", 1, "one"), [arnOf("ecs", "b")]: tasksOf("b", 1, "one") };
    await pollTasks(clients, pool());
    fake.fail({ action: "ecs:DescribeTasks", code: "AccessDeniedException", after: 1 });
    await expect(pollTasks(clients, pool())).rejects.toMatchObject({ reason: "aws_denied" });
    expect(await observed()).toEqual(["shop in production, observed in ECS, clusters a and b"]);
  });

  it("that are listed and cannot be read go on as they were known, wholly or container by container, until they are not listed", async () => {
    await ship("shop", "one");
    await ship("cart", "two");
    await ship("edge", "three");
    const live = arnOf("ecs", "live");
    const [whole, part, silent] = [task("live", 1, "one"), task("live", 2, "two"), task("live", 3, "three")];
    fake.ecs.clusters = { [live]: [whole, part, silent] };
    await pollTasks(clients, pool());
    const running = await observed();
    expect(running).toHaveLength(3);
    const undigested = { name: "app", lastStatus: "RUNNING" };
    fake.ecs.clusters = { [live]: [{ ...whole, version: -1 }, { ...part, containers: [undigested] }, silent] };
    fake.ecs.unspoken = [silent.taskArn];
    expect(await pollTasks(clients, pool())).toEqual({ clusters: 1, tasks: 2, unreadable: 1, changed: 0, missing: 0 });
    expect(await observed()).toEqual(running);
    fake.ecs.clusters = { [live]: [{ ...whole, version: -1 }] };
    expect(await pollTasks(clients, pool())).toMatchObject({ unreadable: 1, missing: 2 });
    fake.ecs.clusters = { [live]: [] };
    expect(await pollTasks(clients, pool())).toMatchObject({ unreadable: 0, missing: 1 });
    expect(await observed()).toEqual(running.map((each) => `${each}, ended`));
  });
});

describe("clusters of EKS", () => {
  const imageOf = (digest: string) => `arn:aws:ecr:${home.region}:${home.account}:repository/web/${digestOf(digest)}`;
  const seen = (cluster: string, running: number, service: "ecs" | "eks" = "eks") => ({
    clusterArn: arnOf(service, cluster),
    clusterDetails: [
      {
        lastInUse: minute(10).toISOString(),
        runningUnitCount: running,
        stoppedUnitCount: 0,
        clusterMetadata: { awsEksMetadataDetails: { namespace: "shop", workloadInfoList: [{ name: "web", type: "Deployment" }] } },
      },
    ],
  });

  /** An image of ECR that is mapped to the artifact, as the mapping of resources leaves it. */
  async function know(digest: string, artifactId: number): Promise<void> {
    await pool().query(
      `with r as (insert into aws_resource (key, type, type_name, account, region, name, labels, digest, said_at, first_seen_at)
         values ($1, 'AWS_ECR_CONTAINER_IMAGE', 'AWS_ECR_CONTAINER_IMAGE', $2, $3, 'web', '{}', $4, $5, $5) returning id)
       insert into aws_resource_artifact (artifact_id, resource_id, by) select $6, id, 'digest' from r`,
      [imageOf(digest), home.account, home.region, digestOf(digest), minute(0), artifactId],
    );
  }

  it("have the images that Inspector sees units of, until it does not any more; tasks of ECS are not taken from there", async () => {
    const { artifactId } = await ship("shop", "one");
    await know("one", artifactId);
    fake.inspectorService.pageSize = 1;
    fake.inspector.clusters = { [imageOf("one")]: [seen("live", 3), seen("stage-1", 1), seen("idle", 0), seen("tasks", 2, "ecs")] };
    expect(await pollClusters(clients, pool())).toEqual({ images: 1, asked: 1, changed: 2 });
    expect(await observed()).toEqual(["shop in production, observed in EKS, cluster live", "shop in staging, observed in EKS, cluster stage-1"]);
    expect(await pollClusters(clients, pool())).toMatchObject({ changed: 0 });
    fake.inspector.clusters = { [imageOf("one")]: [seen("live", 0)] };
    expect(await pollClusters(clients, pool())).toMatchObject({ changed: 2 });
    expect(await observed()).toEqual(["shop in production, observed in EKS, cluster live, ended", "shop in staging, observed in EKS, cluster stage-1, ended"]);
    await pool().query("update aws_workload set started_at = started_at - interval '1 hour', stopped_at = stopped_at - interval '1 hour'");
    fake.inspector.clusters = { [imageOf("one")]: [seen("live", 1)] };
    await pollClusters(clients, pool());
    expect((await observed()).filter((line) => !line.endsWith("ended"))).toEqual(["shop in production, observed in EKS, cluster live"]);
  });

  it("are asked for a bounded number of images: those that run, and the others in turn", async () => {
    const { artifactId } = await ship("shop", "one");
    for (const digest of ["one", "a", "b", "c"]) await know(digest, artifactId);
    fake.inspector.clusters = { [imageOf("one")]: [seen("live", 1)] };
    await pollClusters(clients, pool());
    const asked: string[][] = [];
    for (let hour = 0; hour < 3; hour++) {
      fake.calls.length = 0;
      expect(await pollClusters(clients, pool(), { now: new Date(hour * 3_600_000), max: 2 })).toMatchObject({ images: 4, asked: 2 });
      asked.push(fake.calls.map(({ input }) => (input.filter as { resourceId: string }).resourceId));
    }
    expect(asked.map(([first]) => first)).toEqual([imageOf("one"), imageOf("one"), imageOf("one")]);
    expect(new Set(asked.map(([, second]) => second))).toEqual(new Set([imageOf("a"), imageOf("b"), imageOf("c")]));
  });

  it("that Inspector throttles are waited for; what cannot be asked stays as it was", async () => {
    const { artifactId } = await ship("shop", "one");
    await know("one", artifactId);
    fake.inspector.clusters = { [imageOf("one")]: [seen("live", 1)] };
    fake.fail({ action: "inspector2:GetClustersForImage", code: "ThrottlingException", times: 1 });
    await pollClusters(clients, pool());
    fake.fail({ action: "inspector2:GetClustersForImage", code: "AccessDeniedException" });
    await expect(pollClusters(clients, pool())).rejects.toMatchObject({ reason: "aws_denied" });
    expect(await observed()).toEqual(["shop in production, observed in EKS, cluster live"]);
  });
});

describe("a feed", () => {
  it.each([
    ["tasks", { clusters: 1, tasks: 0, unreadable: 0, changed: 0, missing: 0 }],
    ["clusters", { images: 0, asked: 0, changed: 0 }],
    ["functions", { functions: 0, unreadable: 0, changed: 0, missing: 0 }],
  ] as const)("of %s is synced by the worker, and says what it did", async (kind, counts) => {
    fake.ecs.clusters = { [arnOf("ecs", "empty")]: [] };
    await pool().query("truncate aws_feed");
    await pool().query("insert into aws_feed (account_id, region, kind, status) values ($1, $2, $3, 'queued')", [home.account, home.region, kind]);
    const taken = await takeQueuedAwsFeed(pool(), new Date(), [kind]);
    const syncer = syncers[kind];
    if (!taken || !syncer) throw new Error("expected a feed that is asked");
    await runFeed({ ...taken, syncer, stores: {} as AwsStores, pool: pool(), signal: new AbortController().signal });
    const { rows } = await pool().query("select status, problem, counts from aws_feed");
    expect(rows).toEqual([{ status: "idle", problem: null, counts }]);
  });
});

describe("functions of Lambda", () => {
  const sha256Of = (digest: string) => Buffer.from(digestOf(digest).slice(7), "hex").toString("base64");
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
    fake.lambda.functions = [zip("pay", "one", 10)];
    expect(await pollFunctions(clients, pool())).toEqual({ functions: 1, unreadable: 0, changed: 1, missing: 0 });
    expect(await observed()).toEqual(["pay in production, observed in Lambda, function pay"]);
    fake.lambda.functions = [zip("pay", "two", 30)];
    expect(await pollFunctions(clients, pool())).toMatchObject({ changed: 1, missing: 1 });
    fake.lambda.functions = [zip("pay", "one", 60)];
    await pollFunctions(clients, pool());
    expect(await spans()).toEqual([
      [1, 10, 30],
      [2, 30, 60],
      [1, 60, null],
    ]);
    fake.lambda.functions = [];
    expect(await pollFunctions(clients, pool())).toMatchObject({ missing: 1 });
    expect(await observed()).toHaveLength(3);
  });

  it("whose settings change run on", async () => {
    await ship("pay", "one");
    fake.lambda.functions = [zip("pay", "one", 10)];
    await pollFunctions(clients, pool());
    fake.lambda.functions = [zip("pay", "one", 90)];
    await pollFunctions(clients, pool());
    expect(await spans()).toEqual([[1, 10, null]]);
  });

  it("that are images are asked for once each time that they were modified, page by page", async () => {
    await ship("pay", "one");
    fake.lambdaService.pageSize = 2;
    fake.lambda.functions = [image("pay", "one", 10), zip("a", "x", 1), zip("b", "x", 1), image("c", "x", 1), zip("d", "x", 1)];
    fake.fail({ action: "lambda:ListFunctions", code: "TooManyRequestsException", times: 1 });
    expect(await pollFunctions(clients, pool())).toMatchObject({ functions: 5, unreadable: 0, changed: 5 });
    await pollFunctions(clients, pool());
    expect(fake.operations.filter((name) => name === "lambda:GetFunction")).toHaveLength(2);
    expect(await observed()).toEqual(["pay in production, observed in Lambda, function pay"]);
  });

  it("without a digest that can be read are counted; one that is deleted meanwhile is not there", async () => {
    fake.lambda.functions = [{ configuration: configuration("odd", 1, { CodeSha256: "?" }) }, image("gone", "one", 2)];
    fake.fail({ action: "lambda:GetFunction", code: "ResourceNotFoundException" });
    expect(await pollFunctions(clients, pool())).toMatchObject({ functions: 2, unreadable: 2, changed: 0 });
  });

  it("whose new code cannot be read go on as they were known", async () => {
    await ship("pay", "one");
    fake.lambda.functions = [zip("pay", "one", 10)];
    await pollFunctions(clients, pool());
    fake.lambda.functions = [{ configuration: configuration("pay", 20, { CodeSha256: "?" }) }];
    expect(await pollFunctions(clients, pool())).toMatchObject({ unreadable: 1, missing: 0 });
    expect(await spans()).toEqual([[1, 10, null]]);
  });
});

describe("aliases of functions of Lambda", () => {
  const arnOfFunction = (name: string) => `arn:aws:lambda:${home.region}:${home.account}:function:${name}`;
  const sha256Of = (digest: string) => Buffer.from(digestOf(digest).slice(7), "hex").toString("base64");
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
  const poll = () => pollFunctions(clients, pool());
  const calls = (name: string) => fake.operations.filter((each) => each === `lambda:${name}`).length;

  beforeEach(async () => {
    for (const digest of ["one", "two", "latest"]) await ship("pay", digest);
    fake.lambda.functions = [version("pay", "$LATEST", "latest"), version("pay", "41", "one"), imageVersion("pay", "42", "two")];
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
    fake.lambda.aliases = { pay: [alias("41")] };
    expect(await poll()).toEqual({ functions: 1, unreadable: 0, changed: 1, missing: 0 });
    expect(await builds()).toEqual({ running: [1], ended: [] });
    expect(await observed()).toEqual(["pay in production, observed in Lambda, function pay"]);
    fake.lambda.aliases = { pay: [alias("41", { 42: 0.1 })] };
    expect(await poll()).toMatchObject({ changed: 1, missing: 0 });
    expect(await poll()).toMatchObject({ changed: 0, missing: 0 });
    expect(await builds()).toEqual({ running: [1, 2], ended: [] });
    expect(calls("GetFunction")).toBe(2);
    expect(calls("ListAliases")).toBe(3);
  });

  it("that move end the deployment of one version when they begin that of the other, and moving back begins another", async () => {
    fake.lambda.aliases = { pay: [alias("41")] };
    await poll();
    await pool().query("update aws_workload set started_at = started_at - interval '1 hour'");
    fake.lambda.aliases = { pay: [alias("42")] };
    expect(await poll()).toMatchObject({ changed: 1, missing: 1 });
    expect(await builds()).toEqual({ running: [2], ended: [1] });
    const { rows } = await pool().query(
      "select one.to_at = two.from_at as moved from deployment one, deployment two where one.build_seq = 1 and two.build_seq = 2",
    );
    expect(rows).toEqual([{ moved: true }]);
    await pool().query("update aws_workload set started_at = started_at - interval '1 hour', missing_at = missing_at - interval '1 hour'");
    fake.lambda.aliases = { pay: [alias("41")] };
    expect(await poll()).toMatchObject({ changed: 1, missing: 1 });
    expect(await builds()).toEqual({ running: [1], ended: [1, 2] });
    expect(calls("GetFunction")).toBe(2);
  });

  it("that shift little by little run the old version until it gets no calls any more", async () => {
    fake.lambda.aliases = { pay: [alias("41")] };
    await poll();
    fake.lambda.aliases = { pay: [alias("41", { 42: 0.5 })] };
    await poll();
    fake.lambda.aliases = { pay: [alias("42")] };
    expect(await poll()).toMatchObject({ changed: 0, missing: 1 });
    expect(await builds()).toEqual({ running: [2], ended: [1] });
    const { rows } = await pool().query(
      "select one.to_at > two.from_at as beside from deployment one, deployment two where one.build_seq = 1 and two.build_seq = 2",
    );
    expect(rows).toEqual([{ beside: true }]);
  });

  it("without a part of the calls for their own or another version do not run it, and $LATEST runs where one says so, or there is none", async () => {
    fake.lambda.aliases = { pay: [alias("41", { 42: 0 })] };
    await poll();
    expect(await builds()).toMatchObject({ running: [1] });
    fake.lambda.aliases = { pay: [alias("41", { 42: 1 })] };
    await poll();
    expect(await builds()).toMatchObject({ running: [2] });
    fake.lambda.aliases = { pay: [alias("42"), alias("$LATEST", undefined, "dev")] };
    await poll();
    expect(await builds()).toMatchObject({ running: [2, 3] });
    fake.lambda.aliases = {};
    await poll();
    expect(await builds()).toMatchObject({ running: [3] });
  });

  it("are read page by page; throttling is waited out, and a refusal concludes nothing", async () => {
    fake.lambdaService.pageSize = 1;
    fake.lambda.aliases = { pay: [alias("41"), alias("42", undefined, "next")] };
    fake.fail({ action: "lambda:ListAliases", code: "TooManyRequestsException", times: 1 });
    expect(await poll()).toMatchObject({ functions: 1, changed: 2 });
    expect(await builds()).toEqual({ running: [1, 2], ended: [] });
    fake.lambda.aliases = { pay: [alias("41")] };
    fake.fail({ action: "lambda:ListAliases", code: "AccessDeniedException" });
    await expect(poll()).rejects.toMatchObject({ reason: "aws_denied" });
    expect(await builds()).toEqual({ running: [1, 2], ended: [] });
  });

  it("of a function that is deleted, also while it is asked for, run nothing any more", async () => {
    fake.lambda.aliases = { pay: [alias("41", { 42: 0.5 })] };
    await poll();
    fake.fail({ action: "lambda:ListAliases", code: "ResourceNotFoundException", times: 1 });
    expect(await poll()).toEqual({ functions: 1, unreadable: 0, changed: 0, missing: 2 });
    fake.lambda.functions = [];
    expect(await poll()).toEqual({ functions: 0, unreadable: 0, changed: 0, missing: 0 });
    expect((await builds()).running).toEqual([]);
  });
});
