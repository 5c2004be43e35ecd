import { runMigrations } from "graphile-worker";
import { afterAll, beforeAll, expect, it } from "vitest";
import { batchRecords } from "@/lib/advisories/sync/limits";
import { documentOf, npm, withInventory } from "./inventory-fixture";
import { recordOf } from "./setup/mirror-system";
import { OsvBucket } from "./setup/osv-bucket";
import { createTestDatabase, type TestDatabase } from "./setup/test-database";
import { end, until, WorkerHome } from "./setup/worker-process";

const inventory = withInventory();
const total = 5 * batchRecords;
const held = 2.5 * batchRecords;
let bucket: OsvBucket;
let home: WorkerHome;
let control: TestDatabase;

beforeAll(async () => {
  await runMigrations({ connectionString: inventory.database.url });
  control = await createTestDatabase();
  await runMigrations({ connectionString: control.url });
  home = await WorkerHome.make();
  bucket = await OsvBucket.start();
  for (let i = 0; i < total; i++) {
    const versions = [`9.${i}.0`];
    const entry = { package: { ecosystem: "npm", name: `p${i}` }, ranges: [{ type: "SEMVER", events: [{ introduced: "0" }, { fixed: "1.2.3" }] }], versions };
    bucket.put("npm", recordOf(`MAL-2026-${i}`, "2026-03-01T10:00:00Z", { aliases: [`CVE-2026-${i >> 1}`], affected: [entry] }));
  }
  bucket.putBytes("npm", "BAD-1", "2026-03-01T10:00:00Z", Buffer.from("{"));
  bucket.freezeZip("npm");
});
afterAll(async () => {
  await bucket?.close();
  await control?.drop();
  home?.remove();
});

const settings = () => ({ WHEREIN_OSV_URL: bucket.url, WHEREIN_OSV_ECOSYSTEMS: "npm", WHEREIN_KEV_URL: "off", WHEREIN_EPSS_URL: "off" });

async function one<T>(sql: string, { pool } = inventory.database): Promise<T> {
  return (await pool.query(sql)).rows[0];
}
const stored = async () => (await one<{ count: number }>("select count(*)::int as count from advisory")).count;

/** All that a load leaves behind, but for ids and times. */
async function content({ pool }: TestDatabase): Promise<unknown[]> {
  const statements = [
    "select key, kind, aliases, digest, feed_ids <> '{}' as listed from advisory order by key",
    "select a.key, p.name, n, lo, hi, hi_inclusive, fixed from affected_range join advisory a on a.id = advisory_id join package p on p.id = package_id order by 1, 2, 3",
    "select a.key, p.name, n, version, version_key from affected_version join advisory a on a.id = advisory_id join package p on p.id = package_id order by 1, 2, 3",
    "select display_id, kind, ids from vulnerability order by 1",
    "select name, v.display_id from vulnerability_alias join vulnerability v on v.id = vulnerability_id order by 1",
    "select key, code, digest from advisory_quarantine order by 1",
  ];
  return Promise.all(statements.map(async (sql) => (await pool.query(sql)).rows));
}

it("a worker that is killed in the middle of a batch loses and doubles nothing: the next one goes on with what is stored", async () => {
  await inventory.ship({ service: "shop" }, documentOf([npm("p1", "1.0.0"), npm(`p${held}`, "1.0.0")]));
  const { pool } = inventory.database;
  const gate = await pool.connect();
  const first = home.start(inventory.database.url, settings());
  // The first batch is in; a later one has written its advisories and ranges, and waits here with its versions.
  await until(async () => (await stored()) >= batchRecords, 2);
  await gate.query("begin");
  await gate.query("lock table affected_version in share mode");
  const waits = "select count(*)::int as count from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'";
  await until(async () => (await one<{ count: number }>(waits)).count > 0, 5);
  await end(first, "SIGKILL");
  await gate.query("commit");
  gate.release();
  await until(async () => (await one<{ count: number }>(waits)).count === 0, 5);
  const inBetween = await stored();
  expect(inBetween).toBeLessThan(total);
  expect(inBetween % batchRecords).toBe(0);
  expect(await one("select status, succeeded_at, synced_to from advisory_feed")).toEqual({ status: "running", succeeded_at: null, synced_to: null });

  const second = home.start(inventory.database.url, settings());
  try {
    await until(async () => (await one<{ done: boolean }>("select succeeded_at is not null as done from advisory_feed")).done, 50);
  } finally {
    await end(second, "SIGTERM");
  }
  expect(await one("select status, problem, counts from advisory_feed")).toMatchObject({
    status: "idle",
    problem: null,
    counts: { read: total + 1, added: total - inBetween, unchanged: inBetween, changed: 0, removed: 0, quarantined: 1 },
  });
  expect(home.temporary()).toEqual([]);

  const undisturbed = home.start(control.url, settings());
  try {
    await until(
      async () => (await one<{ done: boolean }>("select coalesce(bool_or(succeeded_at is not null), false) as done from advisory_feed", control)).done,
      50,
    );
  } finally {
    await end(undisturbed, "SIGTERM");
  }
  expect(await content(inventory.database)).toEqual(await content(control));
  // What hits the inventory is found once, whichever worker brought it.
  expect(
    (
      await pool.query(
        "select p.name, count(*)::int as findings from finding f join package_version v on v.id = f.package_version_id join package p on p.id = v.package_id group by 1 order by 1",
      )
    ).rows,
  ).toEqual([
    { name: "p1", findings: 1 },
    { name: `p${held}`, findings: 1 },
  ]);
  expect(await one("select count(*)::int as alerts from alert where retracted_at is null")).toEqual({ alerts: 2 });
  expect(await one("select count(*)::int as events from outbox_event where kind = 'malware.alert_raised'")).toEqual({ events: 2 });
});
