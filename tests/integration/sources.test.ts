import { createHash } from "node:crypto";
import { runMigrations } from "graphile-worker";
import { beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { GET as rawRoute } from "@/app/api/v1/sources/[id]/quarantine/raw/route";
import { POST as syncRoute } from "@/app/api/v1/sources/[id]/sync/route";
import { POST as syncAllRoute } from "@/app/api/v1/sources/sync/route";
import { listQuarantine, listSources, readQuarantined, requestSync } from "@/lib/advisories/sources";
import { listVulnerabilities } from "@/lib/advisories/vulnerabilities";
import { createToken, systemContext } from "@/lib/auth";
import type { Context, Scope } from "@/lib/context";
import { pool } from "@/lib/db";
import { listFindings } from "@/lib/findings";
import { freshnessSummary } from "@/lib/inventory/read";
import { reader } from "./inventory-fixture";
import { withOwnDatabase } from "./setup/own-database";

vi.stubEnv("WHEREIN_OSV_URL", "https://user:secret@mirror.example/osv?token=1");
withOwnDatabase();
const ctx: Context = { actor: { kind: "user", id: "3e671687-395b-41f5-a30f-a58921a69b79", name: "Mira", role: "admin" }, requestId: "r1" };
const hoursAgo = (hours: number) => new Date(Date.now() - hours * 3_600_000);
type Feed = { kind?: string; name?: string; status?: string; enabled?: boolean; succeededAt?: Date | null; failedAt?: Date | null; problem?: unknown };

async function givenFeed({ kind = "osv", name = "npm", status = "idle", enabled = true, succeededAt = null, failedAt = null, problem }: Feed = {}) {
  const { rows } = await pool().query<{ id: number }>(
    "insert into advisory_feed (kind, name, status, enabled, succeeded_at, failed_at, problem) values ($1, $2, $3, $4, $5, $6, $7) returning id",
    [kind, name, status, enabled, succeededAt, failedAt, problem === undefined ? null : JSON.stringify(problem)],
  );
  return rows[0]?.id ?? 0;
}

async function givenQuarantined(feedId: number, key: string, raw: Buffer, digest = createHash("sha256").update(raw).digest()) {
  await pool().query(
    `insert into advisory_quarantine (feed_id, key, code, detail, pointer, digest, raw, first_seen_at, last_seen_at)
     values ($1, $2, 'schema', 'modified is missing', '/modified', $3, $4, now(), now())`,
    [feedId, key, digest, raw],
  );
}

const sources = async () => (await listSources({ ctx: reader, input: {} })).data;
const statuses = async () => (await pool().query("select name, status from advisory_feed order by id")).rows.map(({ name, status }) => `${name} ${status}`);
const jobs = async () => (await pool().query("select task_identifier as task from graphile_worker.jobs")).rows.map(({ task }) => task);
const audits = async () => (await pool().query("select action, subject_id as id, actor_name as by, detail from audit_event order by at, id")).rows;

beforeAll(() => runMigrations({ pgPool: pool() }));
beforeEach(async () => {
  await pool().query(
    "select testing.emptied('advisory_feed, advisory_quarantine, audit_event', 'restart identity'); delete from graphile_worker._private_jobs",
  );
});

describe("sources", () => {
  test("say how they are: the last good sync, the failure in plain words with what to do, and when they are due", async () => {
    const failedAt = hoursAgo(0.01);
    const problem = { code: "source_unreachable", detail: "https://x could not be read: ECONNREFUSED.", at: failedAt.toISOString(), attempts: 4 };
    await givenFeed({ name: "npm", succeededAt: hoursAgo(30), failedAt, problem });
    const [source] = await sources();
    expect(source).toMatchObject({ name: "npm", because: "inventory", stale: true, problem: { code: "source_unreachable", attempts: 4 } });
    expect(source?.problem?.action).toContain("Check that the worker's machine may reach this address");
    expect(source?.nextAt).toBe(new Date(failedAt.getTime() + 8 * 60_000).toISOString());
  });

  test("are due an hour after a good sync, and have no time while they wait or run or are not mirrored", async () => {
    const succeededAt = hoursAgo(0.5);
    await givenFeed({ name: "a", succeededAt });
    await givenFeed({ name: "b", succeededAt, status: "running" });
    await givenFeed({ name: "c", succeededAt, enabled: false });
    await givenFeed({ name: "d" });
    expect((await sources()).map(({ name, nextAt, because }) => [name, nextAt, because])).toEqual([
      ["a", new Date(succeededAt.getTime() + 3_600_000).toISOString(), "inventory"],
      ["b", null, "inventory"],
      ["d", null, "inventory"],
      ["c", null, null],
    ]);
  });

  test("count the records that they brought, again when a sync has ended", async () => {
    const npm = await givenFeed({ name: "npm" });
    const pypi = await givenFeed({ name: "PyPI" });
    const storedOf = async () => (await sources()).map(({ name, stored }) => `${name} ${stored}`);
    expect(await storedOf()).toEqual(["npm 0", "PyPI 0"]);
    await pool().query(
      `insert into advisory (source, key, kind, vulnerability_id, modified_at, feed_ids, digest, raw, revision)
       select 'osv', 'X-' || n, 'vulnerability', 1, now(), case n when 1 then array[$1::int, $2::int] else array[$1::int] end, '', '', 1 from generate_series(1, 3) n`,
      [npm, pypi],
    );
    await pool().query("update advisory_feed set succeeded_at = now()");
    expect(await storedOf()).toEqual(["npm 3", "PyPI 1"]);
  });

  test("with rows of another shape are still listed", async () => {
    await givenFeed({ problem: { what: 1 } });
    await pool().query(`update advisory_feed set counts = '{"read": "many"}'`);
    expect(await sources()).toMatchObject([{ problem: null, counts: null }]);
  });

  test("have an address without credentials", async () => {
    const { meta } = await listSources({ ctx: reader, input: {} });
    expect(meta.osv).toEqual({ address: "https://mirror.example/osv", ecosystems: null });
  });
});

describe("a sync that is asked for", () => {
  test("is queued once with its job and its audit row, however often it is asked for", async () => {
    const id = String(await givenFeed());
    expect(await requestSync({ ctx, input: { id } })).toEqual({ queued: [Number(id)] });
    expect(await requestSync({ ctx, input: { id } })).toEqual({ queued: [] });
    expect([await statuses(), await jobs()]).toEqual([["npm queued"], ["sync-advisories"]]);
    expect(await audits()).toEqual([{ action: "source.sync_requested", id, by: "Mira", detail: { kind: "osv", name: "npm" } }]);
  });

  test("for all takes what is mirrored and idle", async () => {
    for (const feed of [{ name: "a" }, { name: "b", status: "running" }, { name: "c", enabled: false }, { name: "d" }]) await givenFeed(feed);
    expect(await requestSync({ ctx, input: { all: true } })).toEqual({ queued: [1, 4] });
    expect(await statuses()).toEqual(["a queued", "b running", "c idle", "d queued"]);
    expect((await audits()).map(({ id }) => id)).toEqual(["1", "4"]);
  });

  test("for what is not there or not mirrored changes nothing", async () => {
    const id = String(await givenFeed({ enabled: false }));
    await expect(requestSync({ ctx, input: { id } })).rejects.toMatchObject({ code: "conflict", reason: "source_not_mirrored" });
    await expect(requestSync({ ctx, input: { id: "99" } })).rejects.toMatchObject({ code: "not_found", reason: "source_not_found" });
    expect([await statuses(), await jobs(), await audits()]).toEqual([["npm idle"], [], []]);
  });

  test("answers 202 to a token with the scope, and 403 to one without", async () => {
    const id = String(await givenFeed());
    const ask = async (scope: Scope, path: string) => {
      const { token } = await createToken({ ctx: systemContext("test"), input: { name: "t", scopes: [scope] } });
      const request = new Request(`http://localhost/api/v1/sources/${path}`, { method: "POST", headers: { authorization: `Bearer ${token}` } });
      return path === "sync" ? syncAllRoute(request, { params: Promise.resolve({}) }) : syncRoute(request, { params: Promise.resolve({ id }) });
    };
    for (const path of ["sync", `${id}/sync`]) {
      expect((await ask("inventory:write", path)).status).toBe(403);
      expect((await ask("advisories:write", path)).status).toBe(202);
    }
  });
});

describe("the quarantine of a source", () => {
  test("is listed by key, whatever the keys are, page by page", async () => {
    const id = await givenFeed();
    const keys = ["A-1", "B/../2", "\u202e<script>", "ä".repeat(300)];
    for (const key of keys) await givenQuarantined(id, key, Buffer.from("{"));
    await givenQuarantined(await givenFeed({ name: "other" }), "A-1", Buffer.from("x"));
    const found: string[] = [];
    for (let cursor: string | undefined; ; ) {
      const page = await listQuarantine({ ctx: reader, input: { id: String(id), limit: 1, cursor } });
      expect(page).toMatchObject({ source: { id, name: "npm" }, meta: { rows: 4 } });
      found.push(...page.data.map(({ key }) => key));
      if (page.meta.nextCursor === null) break;
      cursor = page.meta.nextCursor;
    }
    expect(found.sort()).toEqual(keys.sort());
    await expect(listQuarantine({ ctx: reader, input: { id: "99" } })).rejects.toMatchObject({ reason: "source_not_found" });
  });

  test("gives a record back byte for byte, and says when it was cut off", async () => {
    const id = String(await givenFeed());
    const raw = Buffer.from([0, 255, 123, 10]);
    await givenQuarantined(Number(id), "a b&?", raw);
    await givenQuarantined(Number(id), "long", Buffer.alloc(1_048_576, 32), Buffer.alloc(32));
    expect(await readQuarantined({ ctx: reader, input: { id, key: "a b&?" } })).toEqual(raw);
    const { data } = await listQuarantine({ ctx: reader, input: { id } });
    expect(data.map(({ key, isCut, bytes }) => [key, isCut, bytes])).toEqual([
      ["a b&?", false, 4],
      ["long", true, 1_048_576],
    ]);
    const { token } = await createToken({ ctx: systemContext("test"), input: { name: "t", scopes: ["inventory:read"] } });
    const ask = (key: string) =>
      rawRoute(
        new Request(`http://localhost/api/v1/sources/${id}/quarantine/raw?key=${encodeURIComponent(key)}`, { headers: { authorization: `Bearer ${token}` } }),
        { params: Promise.resolve({ id }) },
      );
    const response = await ask("a b&?");
    expect([response.status, response.headers.get("content-type"), Buffer.from(await response.arrayBuffer())]).toEqual([200, "application/octet-stream", raw]);
    expect(response.headers.get("content-disposition")).toMatch(/^attachment/);
    expect((await ask("gone")).status).toBe(404);
  });
});

describe("the freshness of advisories", () => {
  const freshness = async () => (await freshnessSummary({ ctx: reader, input: {} })).advisories;

  test("is none without a source, and waits for the first sync", async () => {
    expect(await freshness()).toMatchObject({ state: "none", sources: 0, lastSyncAt: null });
    await givenFeed();
    expect(await freshness()).toMatchObject({ state: "waiting", sources: 1, waiting: 1 });
  });

  test("is current, or stale as soon as one source is; what is not mirrored does not count", async () => {
    const succeededAt = hoursAgo(2);
    await givenFeed({ name: "a", succeededAt });
    await givenFeed({ name: "b", succeededAt: hoursAgo(400), enabled: false });
    expect(await freshness()).toEqual({ state: "current", sources: 1, waiting: 0, stale: 0, lastSyncAt: succeededAt.toISOString(), staleAfterHours: 24 });
    await givenFeed({ name: "c", succeededAt: hoursAgo(25) });
    expect(await freshness()).toMatchObject({ state: "stale", sources: 2, stale: 1, lastSyncAt: succeededAt.toISOString() });
    // What follows from advisories says it too.
    const input = {};
    expect((await listFindings({ ctx: reader, input })).meta.mirror).toMatchObject({ state: "stale", stale: 1 });
    expect((await listVulnerabilities({ ctx: reader, input })).meta.mirror).toMatchObject({ state: "stale", stale: 1 });
  });
});
