import { existsSync, readdirSync, readFileSync } from "node:fs";
import { request as httpRequest } from "node:http";
import { join, resolve } from "node:path";
import { runMigrations } from "graphile-worker";
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { createToken, systemContext } from "@/lib/auth";
import { createEventCredential } from "@/lib/aws";
import { forgetEvents } from "@/lib/aws/events/forget-events";
import { takeEvent } from "@/lib/aws/events/take-event";
import { readAwsEvent } from "@/lib/aws/read";
import { inTransaction, pool } from "@/lib/db";
import { resetRates } from "@/lib/http/rate-limit";
import { logger } from "@/lib/observability";
import { account, findingEvent, imageEvent, scanEvent, serviceEvent } from "./setup/aws-events";
import { type EventsServer, startEventsServer } from "./setup/events-server";
import { withOwnDatabase } from "./setup/own-database";

withOwnDatabase();

let server: EventsServer;
let key: Record<string, string>;
let credentialId: string;
const system = systemContext("test");
const rows = async (text: string, values: unknown[] = []) => (await pool().query(text, values)).rows;
const send = (body: unknown, headers = key) => server.post(body, headers);
const tables = ["aws_event", "inspector_finding", "aws_resource", "observation", "aws_workload", "deployment"];
const stored = async () => Promise.all(tables.map(async (table) => (await rows(`select count(*)::int as n from ${table}`))[0].n));
const audit = (action: string) => rows("select subject_id, actor_name, request_id, detail from audit_event where action = $1 order by id", [action]);
const hours = (count: number) => new Date(Date.now() + count * 3_600_000);

beforeAll(async () => {
  await runMigrations({ pgPool: pool() });
  const { id, secret } = await createEventCredential({ ctx: system, input: { name: "bus", accounts: [account, "111122223333"] } });
  credentialId = id;
  key = { "x-api-key": secret };
});
beforeEach(async () => {
  resetRates();
  await pool().query("select testing.emptied('aws_event, aws_feed')");
  await pool().query("delete from audit_event");
  // Refusals are written once a minute: each test begins with none.
  server = await startEventsServer();
  return () => server.close();
});
afterAll(() => vi.restoreAllMocks());

describe("an event", () => {
  test("is taken once, and its audit row says by whom", async () => {
    const event = findingEvent();
    const first = await send(event, { ...key, "x-request-id": "request-one" });
    expect([first.status, first.body]).toEqual([200, { data: [{ id: event.id, kind: "finding", became: "taken", reason: null }], duplicate: false }]);
    const before = await stored();
    const again = await send(event);
    expect([again.status, again.body]).toEqual([200, { data: [{ id: event.id, kind: "finding", became: "duplicate", reason: null }], duplicate: true }]);
    expect(await stored()).toEqual(before);
    expect(await audit("aws_events.taken")).toEqual([
      {
        subject_id: credentialId,
        actor_name: "bus",
        request_id: "request-one",
        detail: { taken: 1, ignored: 0, duplicate: 0, requests: 1, events: [event.id] },
      },
    ]);
  });

  test("that comes twice at once is taken once", async () => {
    const event = findingEvent();
    const answers = await Promise.all(Array.from({ length: 12 }, () => send(event)));
    expect(answers.map(({ status }) => status)).toEqual(Array(12).fill(200));
    expect(answers.filter(({ body }) => body.duplicate === false)).toHaveLength(1);
    expect(await rows("select id from aws_event")).toEqual([{ id: `${account} ${event.id}` }]);
  });

  test("that comes twice at once to two processes is taken once", async () => {
    const other = await startEventsServer();
    const event = findingEvent();
    const answers = await Promise.all(Array.from({ length: 10 }, (_, index) => (index % 2 === 0 ? server : other).post(event, key)));
    expect(answers.filter(({ body }) => body.duplicate === false)).toHaveLength(1);
    await other.close();
  });

  test("whose id another account used before is not taken for a repetition", async () => {
    const event = findingEvent();
    await send({ ...serviceEvent({ id: event.id }), account: "111122223333" });
    expect((await send(event)).body.data).toMatchObject([{ became: "taken" }]);
  });

  test("from which nothing follows is ignored, and the answer says why", async () => {
    const event = serviceEvent();
    expect((await send(event)).body.data).toEqual([{ id: event.id, kind: "other", became: "ignored", reason: expect.stringContaining("ECS") }]);
    expect((await send(event)).body.duplicate).toBe(true);
  });

  test("on a pushed image or an ended scan has that asked for", async () => {
    const feeds = [
      [account, "eu-central-1", "images", true, "idle"],
      [account, "eu-central-1", "coverage", true, "idle"],
      [account, "eu-central-1", "findings", true, "idle"],
      [account, "us-east-1", "images", true, "idle"],
      ["111122223333", "eu-central-1", "images", true, "idle"],
    ];
    for (const feed of feeds) await rows("insert into aws_feed (account_id, region, kind, enabled, status) values ($1, $2, $3, $4, $5)", feed);
    const due = () => rows("select kind, region, account_id from aws_feed where status = 'queued' order by kind");
    expect((await send(imageEvent())).body.data).toMatchObject([{ kind: "image", became: "taken" }]);
    expect(await rows("select task_identifier as task from graphile_worker.jobs")).toEqual([{ task: "sync-aws" }]);
    expect(await due()).toEqual([{ kind: "images", region: "eu-central-1", account_id: account }]);
    expect((await send(scanEvent())).body.data).toMatchObject([{ kind: "scan", became: "taken" }]);
    expect((await due()).map(({ kind }) => kind)).toEqual(["coverage", "images"]);
  });
});

describe("a batch", () => {
  test("is taken in its order, each event once", async () => {
    const known = serviceEvent();
    await send(known);
    const [one, two] = [findingEvent(), imageEvent()];
    const { body } = await send([one, known, two, one]);
    expect(body.data.map(({ id, became }) => [id, became])).toEqual([
      [one.id, "taken"],
      [known.id, "duplicate"],
      [two.id, "taken"],
      [one.id, "duplicate"],
    ]);
    expect(body.duplicate).toBe(false);
  });

  test("is refused whole when one of it is", async () => {
    const before = await stored();
    const { status, body } = await send([findingEvent(), { ...findingEvent(), account: "999999999999" }]);
    expect([status, body.reason]).toEqual([403, "foreign_account"]);
    expect(await stored()).toEqual(before);
  });

  test("that is empty or too long is clear", async () => {
    expect((await send([])).body).toMatchObject({ status: 400, reason: "no_events" });
    expect((await send(Array(501).fill(null))).body).toMatchObject({ reason: "too_many_events" });
  });
});

describe("refused, and nothing changed:", () => {
  const member = "222222222222";
  const alsoAbout = (event: ReturnType<typeof findingEvent>, owner: string) => {
    const resources = [...event.detail.resources, ...findingEvent({ owner }).detail.resources];
    return { ...event, detail: { ...event.detail, resources } };
  };
  test.each<[string, unknown, number, string]>([
    ["an event of a foreign account", { ...serviceEvent(), account: member }, 403, "foreign_account"],
    ["a foreign account's finding in an event of our own", findingEvent({ owner: member }), 403, "foreign_account"],
    ["a finding whose ARN is another account's", findingEvent({ arn: `arn:aws:inspector2:eu-central-1:${member}:finding/b` }), 403, "foreign_account"],
    ["a finding that is about a foreign account's image too", alsoAbout(findingEvent(), member), 403, "foreign_account"],
    ["a replay", findingEvent({ time: hours(-25.1) }), 400, "event_too_old"],
    ["an event from tomorrow", findingEvent({ time: hours(0.1) }), 400, "event_ahead"],
    ["no JSON", "{", 400, "json_invalid"],
    ["nothing", "", 400, "json_invalid"],
    ["no UTF-8", Buffer.from([0x22, 0xff, 0x22]), 400, "json_invalid"],
    ["no event", { hello: "world" }, 400, "event_unreadable"],
    ["a text", '"x"', 400, "event_unreadable"],
    ["an event without an id", { ...serviceEvent(), id: undefined }, 400, "event_unreadable"],
    ["an event of no time", { ...serviceEvent(), time: "soon" }, 400, "event_unreadable"],
    ["a finding without its resources", { ...findingEvent(), detail: { ...findingEvent().detail, resources: [] } }, 400, "event_unreadable"],
    ["a million brackets", "[".repeat(1_000_000), 400, "json_too_deep"],
  ])("%s", async (_, body, status, reason) => {
    const before = await stored();
    const answer = await send(body);
    expect([answer.status, answer.body.reason]).toEqual([status, reason]);
    expect(await stored()).toEqual(before);
    expect(await audit("aws_events.refused")).toMatchObject([{ subject_id: credentialId, actor_name: "bus", detail: { reason } }]);
    expect(await audit("aws_events.taken")).toEqual([]);
  });

  test("says where the fault is", async () => {
    expect((await send([serviceEvent(), { ...serviceEvent(), account: "12" }])).body).toMatchObject({
      errors: [{ pointer: "/1/account", code: "account_unusable" }],
    });
  });

  test.each([
    ["no credential", {}, "credentials_missing"],
    ["a forged one", { "x-api-key": `whe_${"A".repeat(40)}` }, "event_credential_unknown"],
  ])("%s", async (_, headers: Record<string, string>, reason) => {
    const answer = await send(findingEvent(), headers);
    expect([answer.status, answer.body.reason, answer.headers.get("www-authenticate")]).toEqual([401, reason, expect.stringContaining("Basic")]);
  });

  test("an API token, however mighty", async () => {
    const { token } = await createToken({ ctx: system, input: { name: "x", scopes: ["aws:write", "inventory:write"] } });
    expect((await send(findingEvent(), { authorization: `Bearer ${token}` })).status).toBe(401);
  });

  test("a compressed body", async () => {
    expect((await send("x", { ...key, "content-encoding": "gzip" })).status).toBe(415);
  });
});

describe("a body that is too large", () => {
  const large = Buffer.alloc(1_048_577, 0x20);

  test("is refused by its length", async () => {
    expect((await send(large)).body).toMatchObject({ status: 413, reason: "body_too_large" });
  });

  test("is refused without being read to an end that never comes", async () => {
    const { hostname, port } = new URL(server.url);
    const answer = new Promise<number | undefined>((done, fail) => {
      const request = httpRequest({ hostname, port, method: "POST", path: "/api/v1/aws/events", headers: key }, (response) => {
        done(response.statusCode);
        response.resume();
        request.destroy();
      });
      request.on("error", fail);
      request.write(large);
    });
    expect(await answer).toBe(413);
  });
});

test("refusals of one kind fill neither the log nor the audit trail", async () => {
  const warn = vi.spyOn(logger(), "warn");
  for (let index = 0; index < 25; index += 1) expect((await send({ ...serviceEvent(), account: "999999999999" })).status).toBe(403);
  for (let index = 0; index < 25; index += 1) expect((await send("{")).status).toBe(400);
  expect(warn.mock.calls.map(([line]) => (line as unknown as { reason: string }).reason)).toEqual(["foreign_account", "json_invalid"]);
  expect((await audit("aws_events.refused")).map(({ detail }) => detail.reason)).toEqual(["foreign_account", "json_invalid"]);
});

describe("events from elsewhere", () => {
  const read = (value: unknown) => {
    const event = readAwsEvent(value);
    if (!event.ok) throw new Error(event.problem.detail);
    return event.value;
  };
  const take = (value: unknown, accounts = [account]) =>
    inTransaction((client) => takeEvent(client, read(value), { allowedAccounts: new Set(accounts), at: new Date() }));

  test("share their ids with those that are posted, and may be older", async () => {
    const event = findingEvent({ time: hours(-100) });
    expect(await take(event)).toMatchObject({ became: "taken" });
    expect(await take(event)).toMatchObject({ became: "duplicate" });
    const posted = findingEvent();
    await send(posted);
    expect(await take(posted)).toMatchObject({ became: "duplicate" });
  });

  test("are held to their accounts", async () => {
    await expect(take(findingEvent(), ["999999999999"])).rejects.toMatchObject({ reason: "foreign_account" });
    expect(await rows("select id from aws_event")).toEqual([]);
  });
});

test("ids are forgotten after 15 days, long after their events are too old to be taken", async () => {
  await rows("insert into aws_event (id, received_at) select 'old ' || n, now() - interval '16 days' from generate_series(1, 3) as n");
  await send(serviceEvent());
  expect(await forgetEvents(pool(), new Date())).toBe(3);
  expect(await rows("select count(*)::int as n from aws_event")).toEqual([{ n: 1 }]);
});

const corpus = resolve(import.meta.dirname, "../../../shared/corpus/aws/events");
describe.skipIf(!existsSync(corpus))("the events of AWS's own documentation", () => {
  const files = existsSync(corpus) ? readdirSync(corpus) : [];
  test.each(files)("%s is accepted", async (file) => {
    const event = JSON.parse(readFileSync(join(corpus, file), "utf8")) as Record<string, unknown>;
    event["eventTime" in event ? "eventTime" : "time"] = new Date().toISOString();
    const { status, body } = await send(event);
    expect([status, body.data]).toEqual([200, [expect.objectContaining({ became: expect.stringMatching(/^(taken|ignored)$/) })]]);
  });
});
