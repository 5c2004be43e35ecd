import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type AwsEvent, readAwsEvent, readTask } from "./index";
import { finding } from "./test-findings";

const digest = `sha256:${"ab".repeat(32)}`;
const event = (source: string, detailType: string, detail: unknown, changes: Record<string, unknown> = {}) => ({
  version: "0",
  id: "e1",
  account: "999988887777",
  region: "eu-central-1",
  time: "2026-01-02T03:04:05Z",
  resources: [],
  source,
  "detail-type": detailType,
  detail,
  ...changes,
});
const read = (value: unknown): AwsEvent => {
  const outcome = readAwsEvent(value);
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.problem));
  return outcome.value;
};
const problem = (value: unknown) => {
  const outcome = readAwsEvent(value);
  return outcome.ok ? outcome.value.kind : `${outcome.problem.code} ${outcome.problem.pointer}`;
};
const findingEvent = (changes: Record<string, unknown> = {}) => event("aws.inspector2", "Inspector2 Finding", finding(), changes);

describe("an event", () => {
  it("carries a finding, whose account need not be the sender's", () => {
    const found = read(findingEvent());
    expect(found).toMatchObject({ kind: "finding", id: "e1", account: "999988887777", region: "eu-central-1", time: "2026-01-02T03:04:05.000Z" });
    expect(found).toMatchObject({ detailType: "Inspector2 Finding", source: "aws.inspector2", finding: { account: "111122223333" } });
  });

  it.each([
    [null, "not_an_object "],
    [{}, "not_an_event "],
    [findingEvent({ account: "12" }), "account_unusable /account"],
    [findingEvent({ account: 999988887777 }), "account_unusable /account"],
    [findingEvent({ id: "" }), "missing /id"],
    [findingEvent({ time: "soon" }), "time_unreadable /time"],
    [findingEvent({ region: undefined }), "missing /region"],
    [findingEvent({ detail: undefined }), "not_an_object /detail"],
    [findingEvent({ detail: { ...finding(), status: "?" } }), "value_unknown /detail/status"],
    [findingEvent({ source: "my.app" }), "ignored"],
    [event("aws.ecs", "ECS Service Action", {}), "ignored"],
    [event("aws.ec2", "Something Else", null), "ignored"],
    [event("aws.ecr", "AWS API Call via CloudTrail", {}), "ignored"],
    [event("aws.ecr", "ECR Image Action", {}), "missing /detail/action-type"],
    [event("aws.ecr", "ECR Image Action", { "action-type": "MOVE" }), "value_unknown /detail/action-type"],
    [event("aws.inspector2", "Inspector2 Scan", {}), "missing /detail/repository-name"],
  ])("%# is %s", (value, expected) => expect(problem(value)).toBe(expected));

  it("says of each that it ignores why, and that another sender is none", () => {
    expect(read(findingEvent({ source: "my.app" }))).toMatchObject({ kind: "ignored", reason: "It is not sent by a service of AWS." });
    expect(read(event("aws.ecs", "ECS Deployment State Change", {}))).toMatchObject({ reason: expect.stringContaining("digests") });
  });

  it("of an image says what was pushed or deleted, and nothing when that failed", () => {
    const detail = { result: "SUCCESS", "repository-name": "shop/api", "image-digest": digest, "action-type": "PUSH", "image-tag": "1.2" };
    expect(read(event("aws.ecr", "ECR Image Action", detail))).toMatchObject({
      kind: "image",
      image: { repository: "shop/api", digest, tag: "1.2", action: "push" },
    });
    expect(read(event("aws.ecr", "ECR Image Action", { ...detail, "action-type": "DELETE", "image-tag": undefined }))).toMatchObject({
      image: { tag: null, action: "delete" },
    });
    expect(read(event("aws.ecr", "ECR Image Action", { ...detail, result: "FAILURE" }))).toMatchObject({ kind: "ignored" });
  });

  it("never throws, whatever it is", () => {
    const types = fc.constantFrom("Inspector2 Finding", "Inspector2 Coverage", "Inspector2 Scan", "ECR Image Action", "ECS Task State Change", "x");
    const sources = fc.constantFrom("aws.inspector2", "aws.ecr", "aws.ecs", "x");
    fc.assert(
      fc.property(fc.anything(), types, sources, fc.anything(), (value, type, source, detail) => {
        readAwsEvent(value);
        readAwsEvent(event(source, type, detail));
        readAwsEvent(event(source, type, { containers: detail, taskArn: "a", clusterArn: "b", version: 1 }));
      }),
      { numRuns: 500 },
    );
  });
});

describe("a task of ECS", () => {
  const taskArn = "arn:aws:ecs:eu-central-1:999988887777:task/main/0123";
  const container = (name: string, changes: Record<string, unknown> = {}) => ({
    name,
    image: "x:latest",
    imageDigest: digest,
    lastStatus: "RUNNING",
    ...changes,
  });
  const task = (changes: Record<string, unknown> = {}) => ({
    taskArn,
    clusterArn: "arn:aws:ecs:eu-central-1:999988887777:cluster/main",
    taskDefinitionArn: "arn:aws:ecs:eu-central-1:999988887777:task-definition/api:7",
    group: "service:api",
    version: 4,
    lastStatus: "RUNNING",
    createdAt: "2026-01-01T00:00:00Z",
    startedAt: "2026-01-01T00:01:00Z",
    containers: [container("app")],
    ...changes,
  });
  const workloads = (changes: Record<string, unknown> = {}) => {
    const found = read(event("aws.ecs", "ECS Task State Change", task(changes)));
    return found.kind === "workloads" ? found.workloads : [];
  };

  it("runs a digest in each container", () => {
    expect(workloads()).toEqual([
      {
        key: `${taskArn}/app`,
        kind: "ecs",
        account: "999988887777",
        region: "eu-central-1",
        cluster: "main",
        group: "api",
        digest,
        startedAt: "2026-01-01T00:01:00.000Z",
        stoppedAt: null,
        version: 4,
      },
    ]);
    const other = `sha256:${"cd".repeat(32)}`;
    const containers = [
      container("a"),
      container("b", { imageDigest: undefined, image: `r/x@${other}` }),
      container("c", { imageDigest: undefined }),
      null,
      7,
      container(""),
    ];
    expect(workloads({ containers }).map(({ key, digest: found }) => [key.slice(-1), found])).toEqual([
      ["a", digest],
      ["b", other],
    ]);
  });

  it.each([
    [{ startedAt: undefined }, { startedAt: "2026-01-01T00:00:00.000Z" }],
    [{ startedAt: undefined, createdAt: undefined }, { startedAt: "2026-01-02T03:04:05.000Z" }],
    [{ stoppedAt: "2026-01-02T00:00:00Z" }, { stoppedAt: "2026-01-02T00:00:00.000Z" }],
    [{ lastStatus: "STOPPED" }, { stoppedAt: "2026-01-02T03:04:05.000Z" }],
    [{ stoppingAt: "2026-01-02T00:00:00Z", desiredStatus: "STOPPED" }, { stoppedAt: null }],
    [{ containers: [container("app", { lastStatus: "STOPPED" })] }, { stoppedAt: "2026-01-02T03:04:05.000Z" }],
    [{ group: "family:api" }, { group: "api" }],
    [{ group: undefined }, { group: "api" }],
    [{ group: "service:" }, { group: "api" }],
  ])("with %o says %o", (changes, expected) => expect(workloads(changes)).toMatchObject([expected]));

  it("is refused without what tells it from its other reports", () => {
    for (const name of ["taskArn", "clusterArn", "version"]) {
      expect(problem(event("aws.ecs", "ECS Task State Change", task({ [name]: undefined })))).toBe(`missing /detail/${name}`);
    }
    expect(workloads({ containers: undefined })).toEqual([]);
  });

  it("is read from DescribeTasks too, with dates of the SDK", () => {
    const context = { account: "999988887777", region: "eu-central-1", at: "2026-01-02T03:04:05.000Z" };
    const dates = { createdAt: new Date("2026-01-01T00:00:00Z"), startedAt: new Date("2026-01-01T00:01:00Z") };
    expect(readTask(task(dates), context)).toEqual({ ok: true, value: workloads() });
    expect(readTask(null, context)).toMatchObject({ ok: false, problem: { code: "not_an_object" } });
  });
});
