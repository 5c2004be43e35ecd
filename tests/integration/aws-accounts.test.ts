import { describe, expect, it } from "vitest";
import { POST as checkRoute } from "@/app/api/v1/aws/accounts/[accountId]/check/route";
import { GET as accountRoute, PATCH as changeRoute, DELETE as deleteAccountRoute } from "@/app/api/v1/aws/accounts/[accountId]/route";
import { GET as accountsRoute, POST as createRoute } from "@/app/api/v1/aws/accounts/route";
import { DELETE as deleteFeedRoute } from "@/app/api/v1/aws/feeds/[id]/route";
import { POST as syncRoute } from "@/app/api/v1/aws/feeds/[id]/sync/route";
import { POST as createFeedRoute, GET as feedsRoute } from "@/app/api/v1/aws/feeds/route";
import { createToken, systemContext } from "@/lib/auth";
import { type Account, type AccountCheck, createAccount, createFeed, type Feed, listAccounts, listFeeds, requestFeedSync, updateAccount } from "@/lib/aws";
import type { Context, Scope } from "@/lib/context";
import { resetRates } from "@/lib/http/rate-limit";
import { home } from "@/tests/aws/fake";
import { administrator, withAws } from "./setup/aws-system";

const system = withAws();
const reader: Context = { actor: { kind: "token", id: "r", name: "reader", scopes: ["inventory:read"] }, requestId: "test" };
const role = "arn:aws:iam::111122223333:role/WhereinReader";
const create = (input: Partial<Parameters<typeof createAccount>[0]["input"]> = {}) =>
  createAccount({ ctx: administrator, input: { accountId: home.account, name: "Shop", regions: ["eu-central-1"], ...input } });
const change = (input: Omit<Parameters<typeof updateAccount>[0]["input"], "accountId">) =>
  updateAccount({ ctx: administrator, input: { accountId: home.account, ...input } });
const feeds = async () => (await listFeeds({ ctx: reader, input: {} })).data;
const keptFeeds = async () =>
  (await feeds()).filter(({ enabled }) => enabled).map(({ region, kind, address }) => [region, kind, address].filter(Boolean).join(" "));
const failureOf = (work: Promise<unknown>) =>
  work.then(
    () => "none",
    (error: { reason?: string; errors?: { pointer: string }[]; issues?: { path: string[] }[] }) =>
      error.issues ? `/${error.issues[0]?.path.join("/")}` : [error.reason, error.errors?.[0]?.pointer].filter(Boolean).join(" "),
  );
const queueUrl = `https://sqs.us-east-1.amazonaws.com/${home.account}/findings`;

describe("an account", () => {
  it("is connected with its feeds, an external id for its role, and an audit row", async () => {
    const account = await create({ roleArn: role, regions: ["us-east-1", "eu-central-1", "us-east-1"], kinds: ["coverage", "findings"] });
    expect(account).toMatchObject({
      regions: ["eu-central-1", "us-east-1"],
      roleArn: role,
      environment: "production",
      clusters: [],
      enabled: true,
      kinds: ["findings", "coverage"],
    });
    expect(account.externalId).toMatch(/^[0-9a-f-]{36}$/);
    expect(account.feeds).toEqual({ total: 4, failing: 0, waiting: 4 });
    expect(await keptFeeds()).toEqual(["eu-central-1 coverage", "eu-central-1 findings", "us-east-1 coverage", "us-east-1 findings"]);
    expect(await system.audits("aws_account.created")).toBe(1);
    expect((await listAccounts({ ctx: reader, input: {} })).data).toEqual([account]);
  });

  it("is there once", async () => {
    await create();
    expect(await failureOf(create())).toBe("aws_account_exists /accountId");
  });

  it.each([
    [{ accountId: "12345" }, "/accountId"],
    [{ regions: [] }, "/regions"],
    [{ regions: ["Frankfurt"] }, "/regions/0"],
    [{ roleArn: "arn:aws:iam::111122223333:user/x" }, "/roleArn"],
    [{ roleArn: "arn:aws:iam::999999999999:role/x" }, "aws_account_invalid /roleArn"],
    [{ externalId: "word" }, "aws_account_invalid /externalId"],
    [{ environment: "Not an environment" }, "/environment"],
    [{ clusters: [{ pattern: "", environment: "x" }] }, "/clusters/0/pattern"],
    [{ kinds: ["queue"] }, "/kinds/0"],
    [{ accessKeyId: "AKIA" }, "/"],
  ])("is refused as %j, with the place", async (input, place) => {
    expect(await failureOf(create(input as object))).toBe(place);
    expect(await feeds()).toEqual([]);
  });

  it("is changed where it is said; what it is already changes nothing", async () => {
    const before = await create({ roleArn: role, kinds: ["findings", "tasks"] });
    expect(await change({ name: "Shop", kinds: ["tasks", "findings"] })).toEqual(before);
    expect(await system.audits("aws_account.changed")).toBe(0);
    const after = await change({ regions: ["us-east-1"], kinds: ["findings"], clusters: [{ pattern: "dev-*", environment: "staging" }] });
    expect(after).toMatchObject({
      name: "Shop",
      roleArn: role,
      externalId: before.externalId,
      regions: ["us-east-1"],
      clusters: [{ pattern: "dev-*", environment: "staging" }],
    });
    expect(await keptFeeds()).toEqual(["us-east-1 findings"]);
    await change({ regions: ["eu-central-1"] });
    expect(await keptFeeds()).toEqual(["eu-central-1 findings"]);
    expect(await system.audits("aws_account.changed")).toBe(2);
  });

  it("has another external id with another role, and none without", async () => {
    const { externalId } = await create({ roleArn: role });
    const another = await change({ roleArn: `${role}2` });
    expect(another.externalId).not.toBe(externalId);
    expect(await change({ externalId: "shop-2026" })).toMatchObject({ externalId: "shop-2026", roleArn: `${role}2` });
    expect(await change({ roleArn: null })).toMatchObject({ roleArn: null, externalId: null });
  });
});

describe("feeds with an address", () => {
  it("are known by it: a queue, reports in a bucket, a topic", async () => {
    await create({ kinds: [] });
    const add = (address: string, region?: string) =>
      createFeed({ ctx: administrator, input: { accountId: home.account, address, ...(region ? { region } : {}) } });
    expect(await add(queueUrl)).toMatchObject({ kind: "queue", region: "us-east-1", enabled: true, status: "idle", problem: null, counts: null, notes: [] });
    expect(await add("s3://reports/inspector/")).toMatchObject({ kind: "reports", region: "eu-central-1" });
    expect(await add("s3://reports-2", "us-west-2")).toMatchObject({ kind: "reports", region: "us-west-2" });
    expect(await add(`arn:aws:sns:eu-west-1:${home.account}:findings`)).toMatchObject({ kind: "topic", region: "eu-west-1" });
    expect(await failureOf(add(queueUrl))).toBe("aws_feed_exists /address");
    expect(await failureOf(add(queueUrl.replace("findings", "others"), "eu-west-1"))).toBe("aws_feed_invalid /region");
    for (const wrong of [
      "https://example.com/queue",
      "s3://Bad_Bucket/x",
      "arn:aws:sqs:eu-west-1:111122223333:q",
      "http://sqs.us-east-1.amazonaws.com/111122223333/q",
    ])
      expect(await failureOf(add(wrong)), wrong).toBe("/address");
    expect(await system.audits("aws_feed.created")).toBe(4);
  });

  it("are synced on request, once, but for topics and what is not kept", async () => {
    await create({ kinds: ["findings"] });
    const [{ id } = { id: 0 }] = await feeds();
    const request = (feed: number) => requestFeedSync({ ctx: administrator, input: { id: String(feed) } });
    expect(await request(id)).toEqual({ queued: [id] });
    expect(await request(id)).toEqual({ queued: [] });
    expect((await system.pool.query("select 1 from graphile_worker.jobs where task_identifier = 'sync-aws'")).rowCount).toBe(1);
    const topic = await createFeed({ ctx: administrator, input: { accountId: home.account, address: `arn:aws:sns:eu-west-1:${home.account}:findings` } });
    expect(await failureOf(request(topic.id))).toBe("aws_feed_not_asked");
    await change({ enabled: false });
    expect(await failureOf(request(id))).toBe("aws_feed_disabled");
    expect(await failureOf(request(999_999))).toBe("aws_feed_not_found");
  });
});

describe("a failing feed", () => {
  it("says what to do, and when it is tried again", async () => {
    await create({ kinds: ["findings"] });
    system.fake.fail({ action: "inspector2:ListFindings", code: "AccessDeniedException" });
    await system.sync("findings");
    const [feed] = await feeds();
    expect(feed?.problem).toMatchObject({ code: "aws_denied", attempts: 1, action: expect.stringContaining("docs/aws.md") });
    expect(Date.parse(feed?.nextAt ?? "")).toBe(Date.parse(feed?.failedAt ?? "") + 60_000);
    expect((await listAccounts({ ctx: reader, input: {} })).data[0]?.feeds).toEqual({ total: 1, failing: 1, waiting: 1 });
  });
});

describe("the check of an account", () => {
  const check = async () => {
    const { checkAccount } = await import("@/lib/aws");
    return checkAccount({ ctx: administrator, input: { accountId: home.account } });
  };
  const inShort = ({ checks }: AccountCheck) => checks.map(({ region, action, problem }) => `${region} ${action} ${problem?.code ?? "ok"}`);

  it("asks who it is and for a call of each kind, and is content with what is not there", async () => {
    await create({ regions: ["eu-central-1", "us-east-1"] });
    const checked = await check();
    expect(checked).toMatchObject({ ok: true, identity: { account: home.account, arn: `arn:aws:iam::${home.account}:user/wherein` } });
    expect(inShort(checked)).toHaveLength(1 + 2 * 12);
    expect(
      system.fake.calls.every(
        ({ operation }) => operation.startsWith("List") || operation.startsWith("Get") || operation.startsWith("Describe") || operation.startsWith("Batch"),
      ),
    ).toBe(true);
  });

  it("says which action is missing in which region", async () => {
    await create({ regions: ["eu-central-1", "us-east-1"], kinds: ["findings", "tasks"] });
    system.fake.fail({ action: "ecs:DescribeTasks", code: "AccessDeniedException", region: "us-east-1" });
    const checked = await check();
    expect(checked.ok).toBe(false);
    expect(checked.checks.filter(({ problem }) => problem !== null)).toEqual([
      {
        region: "us-east-1",
        kind: "tasks",
        action: "ecs:DescribeTasks",
        problem: expect.objectContaining({ code: "aws_denied", detail: expect.stringContaining("ecs:DescribeTasks") }),
      },
    ]);
  });

  it("says that a role cannot be assumed, and asks no further", async () => {
    await create({ roleArn: role, externalId: "wrong-word" });
    system.fake.addRole({ arn: role, externalId: "right-word" });
    expect(await check()).toMatchObject({
      ok: false,
      identity: null,
      checks: [{ kind: "identity", action: "sts:AssumeRole", problem: { code: "aws_role_refused" } }],
    });
    expect(system.fake.operations).toEqual(["sts:AssumeRole"]);
  });

  it("says that the process is of another account", async () => {
    await createAccount({ ctx: administrator, input: { accountId: "444455556666", name: "Other", regions: ["eu-central-1"], kinds: [] } });
    const { checkAccount } = await import("@/lib/aws");
    const checked = await checkAccount({ ctx: administrator, input: { accountId: "444455556666" } });
    expect(checked).toMatchObject({ ok: false, identity: { account: home.account }, checks: [{ problem: { code: "aws_other_account" } }] });
  });
});

describe("the API", () => {
  const call = async (
    route: (request: Request, at: { params: Promise<Record<string, string>> }) => Promise<Response>,
    scopes: Scope[],
    { params = {}, body }: { params?: Record<string, string>; body?: unknown } = {},
  ) => {
    resetRates();
    const { token } = await createToken({ ctx: systemContext("test"), input: { name: "t", scopes } });
    const init = body === undefined ? {} : { body: JSON.stringify(body) };
    const headers = { authorization: `Bearer ${token}`, "content-type": "application/json" };
    return route(new Request("http://localhost/api/v1/aws", { method: body === undefined ? "GET" : "POST", headers, ...init }), {
      params: Promise.resolve(params),
    });
  };

  it("connects, changes, checks, syncs and forgets, with aws:write; with inventory:read it shows", async () => {
    const params = { accountId: home.account };
    const body = { accountId: home.account, name: "Shop", regions: ["eu-central-1"], kinds: ["findings"] };
    expect((await call(createRoute, ["inventory:read"], { body })).status).toBe(403);
    expect((await call(createRoute, ["aws:write"], { body })).status).toBe(201);
    expect((await call(createRoute, ["aws:write"], { body })).status).toBe(409);
    expect((await call(accountsRoute, ["sbom:write"])).status).toBe(403);
    expect(((await (await call(accountsRoute, ["inventory:read"])).json()) as { data: Account[] }).data).toHaveLength(1);
    expect((await call(accountRoute, ["inventory:read"], { params: { accountId: "999999999999" } })).status).toBe(404);
    expect(await (await call(changeRoute, ["aws:write"], { params, body: { name: "Store" } })).json()).toMatchObject({ name: "Store" });
    expect(await (await call(checkRoute, ["aws:write"], { params, body: {} })).json()).toMatchObject({ ok: true });
    const added = await call(createFeedRoute, ["aws:write"], { body: { accountId: home.account, address: queueUrl } });
    expect(added.status).toBe(201);
    const { id: queue } = (await added.json()) as Feed;
    const { data } = (await (await call(feedsRoute, ["inventory:read"])).json()) as { data: Feed[] };
    const [findings] = data.filter(({ kind }) => kind === "findings");
    expect((await call(syncRoute, ["aws:write"], { params: { id: String(findings?.id) }, body: {} })).status).toBe(202);
    expect((await call(deleteFeedRoute, ["aws:write"], { params: { id: String(findings?.id) } })).status).toBe(409);
    expect((await call(deleteFeedRoute, ["aws:write"], { params: { id: String(queue) } })).status).toBe(204);
    expect((await call(deleteAccountRoute, ["inventory:read"], { params })).status).toBe(403);
    expect((await call(deleteAccountRoute, ["aws:write"], { params })).status).toBe(204);
    expect(await feeds()).toEqual([]);
    expect(await system.audits("aws_account.deleted")).toBe(1);
  });
});
