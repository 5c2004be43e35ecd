import { DescribeImagesCommand } from "@aws-sdk/client-ecr";
import { ListClustersCommand } from "@aws-sdk/client-ecs";
import { GetClustersForImageCommand, ListCoverageCommand, ListFindingsCommand } from "@aws-sdk/client-inspector2";
import { GetFunctionCommand, ListFunctionsCommand } from "@aws-sdk/client-lambda";
import { GetObjectCommand, ListObjectsV2Command } from "@aws-sdk/client-s3";
import { DeleteMessageBatchCommand, ReceiveMessageCommand } from "@aws-sdk/client-sqs";
import { GetCallerIdentityCommand } from "@aws-sdk/client-sts";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { FakeAws, home, imageType } from "@/tests/aws/fake";
import { AwsClients, type AwsPlace } from ".";

let fake: FakeAws;
const opened: AwsClients[] = [];

beforeEach(async () => {
  fake = await FakeAws.start();
  for (const [name, value] of Object.entries(fake.env)) vi.stubEnv(name, value);
});
afterEach(async () => {
  for (const clients of opened.splice(0)) await clients.close();
  await fake.stop();
  vi.unstubAllEnvs();
  expect(fake.violations).toEqual([]);
});

const patience = { attempts: 3, connectMs: 2_000, requestMs: 5_000 };
const asProcess = { accountId: home.account, roleArn: null, externalId: null };
const role = { accountId: "444455556666", roleArn: "arn:aws:iam::444455556666:role/WhereinReader", externalId: "the-secret-word" };

function open(place: Partial<AwsPlace> = {}): AwsClients {
  const clients = new AwsClients({ access: asProcess, region: home.region, signal: new AbortController().signal, patience, ...place });
  opened.push(clients);
  return clients;
}

const listFindings = async (clients: AwsClients) => (await clients.inspector()).send(new ListFindingsCommand({}));

describe("every client", () => {
  it("speaks to a server in AWS's place, signed for its service and region", async () => {
    const clients = open({ region: "us-east-2" });
    fake.ecsService.places.at(home.account, "us-east-2").clusters = { "arn:aws:ecs:us-east-2:111122223333:cluster/a": [] };
    fake.ecrService.places.at(home.account, "us-east-2").images = [
      { repository: "api", digest: `sha256:${"a".repeat(64)}`, mediaType: imageType, manifest: {} },
    ];
    fake.lambdaService.places.at(home.account, "us-east-2").functions = [
      { configuration: { FunctionName: "pay", Version: "$LATEST" }, code: { ImageUri: "x" } },
    ];
    fake.sqs.queue(home.account, "findings").send({ a: 1 });
    fake.s3.put("reports.example", "inspector/a b.json", "{}");
    const QueueUrl = `https://sqs.us-east-2.amazonaws.com/${home.account}/findings`;
    expect(await listFindings(clients)).toMatchObject({ findings: [] });
    expect(await (await clients.inspector()).send(new ListCoverageCommand({}))).toMatchObject({ coveredResources: [] });
    expect(await (await clients.inspector()).send(new GetClustersForImageCommand({ filter: { resourceId: "x" } }))).toMatchObject({ cluster: [] });
    expect((await (await clients.ecs()).send(new ListClustersCommand({}))).clusterArns).toHaveLength(1);
    expect((await (await clients.ecr()).send(new DescribeImagesCommand({ repositoryName: "api" }))).imageDetails?.[0]?.imagePushedAt).toBeInstanceOf(Date);
    expect((await (await clients.lambda()).send(new ListFunctionsCommand({ FunctionVersion: "ALL" }))).Functions?.[0]?.FunctionName).toBe("pay");
    expect((await (await clients.lambda()).send(new GetFunctionCommand({ FunctionName: "pay" }))).Code?.ImageUri).toBe("x");
    const { Messages = [] } = await (await clients.sqs()).send(new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10 }));
    expect(Messages.map(({ Body }) => Body)).toEqual(['{"a":1}']);
    const Entries = Messages.map(({ ReceiptHandle }, n) => ({ Id: String(n), ReceiptHandle }));
    expect((await (await clients.sqs()).send(new DeleteMessageBatchCommand({ QueueUrl, Entries }))).Successful).toHaveLength(1);
    const listed = await (await clients.s3()).send(new ListObjectsV2Command({ Bucket: "reports.example", Prefix: "inspector/" }));
    expect(listed.Contents?.map(({ Key }) => Key)).toEqual(["inspector/a b.json"]);
    const object = await (await clients.s3()).send(new GetObjectCommand({ Bucket: "reports.example", Key: "inspector/a b.json" }));
    expect(await object.Body?.transformToString()).toBe("{}");
    expect((await (await clients.sts()).send(new GetCallerIdentityCommand({}))).Account).toBe(home.account);
    expect(new Set(fake.calls.map(({ service }) => service))).toEqual(new Set(["inspector2", "ecs", "ecr", "lambda", "sqs", "s3", "sts"]));
    expect(new Set(fake.calls.map(({ region }) => region))).toEqual(new Set(["us-east-2"]));
  });
});

describe("credentials", () => {
  it("are those of the process, or of a session of the role with its external id, opened once for all clients of the account", async () => {
    fake.addRole({ arn: role.roleArn, externalId: role.externalId });
    const clients = open({ access: role });
    await listFindings(clients);
    await (await clients.ecs()).send(new ListClustersCommand({}));
    expect(fake.operations).toEqual(["sts:AssumeRole", "inspector2:ListFindings", "ecs:ListClusters"]);
    expect(fake.calls.map(({ account }) => account)).toEqual([home.account, role.accountId, role.accountId]);
    expect(fake.calls[0]?.input).toMatchObject({ RoleArn: role.roleArn, ExternalId: role.externalId, RoleSessionName: "wherein" });
  });

  it("are refused for another external id, and it is said which role and what to do", async () => {
    fake.addRole({ arn: role.roleArn, externalId: "another" });
    await expect(listFindings(open({ access: role }))).rejects.toMatchObject({
      code: "unavailable",
      reason: "aws_role_refused",
      message: expect.stringContaining(role.roleArn),
    });
  });

  it("are renewed once when AWS says in the midst that they have expired", async () => {
    fake.addRole({ arn: role.roleArn, externalId: role.externalId });
    const clients = open({ access: role });
    await listFindings(clients);
    fake.identities.expireSessions();
    await listFindings(clients);
    expect(fake.operations).toEqual(["sts:AssumeRole", "inspector2:ListFindings", "sts:AssumeRole", "inspector2:ListFindings"]);
    fake.fail({ action: "inspector2:ListFindings", code: "ExpiredTokenException" });
    await expect(listFindings(clients)).rejects.toMatchObject({ reason: "aws_credentials_expired" });
  });

  it("that there are not are a problem of their own", async () => {
    vi.stubEnv("AWS_ACCESS_KEY_ID", "");
    vi.stubEnv("AWS_SECRET_ACCESS_KEY", "");
    await expect(listFindings(open())).rejects.toMatchObject({ reason: "aws_no_credentials" });
    vi.stubEnv("AWS_ACCESS_KEY_ID", "AKIDUNKNOWN");
    vi.stubEnv("AWS_SECRET_ACCESS_KEY", "x");
    await expect(listFindings(open())).rejects.toMatchObject({ reason: "aws_no_credentials" });
    vi.stubEnv("AWS_ACCESS_KEY_ID", fake.env.AWS_ACCESS_KEY_ID);
    await expect(listFindings(open())).rejects.toMatchObject({ reason: "aws_no_credentials", message: expect.stringContaining("SignatureDoesNotMatch") });
  });
});

describe("failures", () => {
  it("that pass are waited out: throttling and faults of AWS", async () => {
    fake.fail({ action: "inspector2:ListFindings", code: "ThrottlingException", times: 1 });
    fake.fail({ action: "inspector2:ListFindings", code: "InternalServerException", times: 1 });
    expect(await listFindings(open())).toMatchObject({ findings: [] });
    expect(fake.calls.map(({ status }) => status)).toEqual([429, 500, 200]);
  });

  it.each([
    ["ThrottlingException", "aws_throttled"],
    ["InternalServerException", "aws_failing"],
    ["ValidationException", "aws_refused"],
    ["ResourceNotFoundException", "aws_not_found"],
  ])("that last are told: %s is %s", async (code, reason) => {
    fake.fail({ action: "inspector2:ListFindings", code });
    await expect(listFindings(open({ patience: { ...patience, attempts: 1 } }))).rejects.toMatchObject({ code: "unavailable", reason });
  });

  it("of a policy name the action, the role and the region, with what AWS said", async () => {
    fake.addRole({ arn: role.roleArn, externalId: role.externalId });
    fake.fail({ action: "inspector2:ListFindings", code: "AccessDeniedException" });
    const detail = await listFindings(open({ access: role })).catch(({ message }: Error) => message);
    expect(detail).toContain(`AWS does not let ${role.roleArn} call inspector2:ListFindings (eu-central-1)`);
    expect(detail).toContain("no identity-based policy allows the inspector2:ListFindings action");
  });

  it("of the way there are told: a server that is not there", async () => {
    vi.stubEnv("AWS_ENDPOINT_URL", "http://127.0.0.1:9");
    await expect(listFindings(open({ patience: { ...patience, attempts: 1 } }))).rejects.toMatchObject({ reason: "aws_unreachable" });
  });

  it("of the signal: requests end with it", async () => {
    const stopping = new AbortController();
    const clients = open({ signal: stopping.signal });
    stopping.abort();
    await expect(listFindings(clients)).rejects.toMatchObject({ reason: "stopped" });
    expect(fake.calls).toEqual([]);
  });
});
