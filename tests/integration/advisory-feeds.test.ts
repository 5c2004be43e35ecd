import { expect, it } from "vitest";
import { startWorker } from "@/lib/jobs/worker";
import { metrics } from "@/lib/observability";
import { recordOf, withMirror } from "./setup/mirror-system";

const system = withMirror();
const feeds = async () =>
  (await system.pool.query("select kind, name from advisory_feed where enabled order by kind, name")).rows.map(({ kind, name }) => `${kind} ${name}`.trim());

/** A package of the inventory; without a version, one that only advisories speak of. */
async function hold(ecosystem: string, name: string, version: string | null = "1.0.0"): Promise<void> {
  const { rows } = await system.pool.query(
    "insert into package (ecosystem, name, leaf) values ($1, $2, $2) on conflict (ecosystem, name) do update set leaf = excluded.leaf returning id",
    [ecosystem, name],
  );
  if (version) await system.pool.query("insert into package_version (package_id, version) values ($1, $2)", [rows[0].id, version]);
}

const named = new Map([
  ["npm", "npm"],
  ["pypi", "PyPI"],
  ["debian", "Debian"],
]);
const ecosystemsFor = (packages: { ecosystem: string; namespace: string | null }[]) =>
  packages.flatMap(({ ecosystem, namespace }) => named.get(namespace ?? ecosystem) ?? []);

it("the feeds are those of the inventory, also for what comes later, and not of what only advisories name", async () => {
  await hold("npm", "left-pad");
  await hold("deb", "debian/openssl");
  await hold("pypi", "django", null);
  const mirror = system.open({ ecosystems: null }, { ecosystemsFor });
  await mirror.sweep();
  expect(await feeds()).toEqual(["osv Debian", "osv npm"]);
  await hold("pypi", "django");
  await mirror.sweep();
  expect(await feeds()).toEqual(["osv Debian", "osv PyPI", "osv npm"]);
  expect((await system.feed("PyPI")).status).toBe("queued");
});

it("or those of the setting, without names that can be none; switched off, none; and what comes back is where it was", async () => {
  system.bucket.put("npm", recordOf("GHSA-1"));
  await system.sync(system.open({ ecosystems: ["npm", "../../etc", "Go"] }));
  expect(await feeds()).toEqual(["osv Go", "osv npm"]);
  const before = await system.feed("npm");
  await system.open({ osvUrl: null, kevUrl: "/none" }).sweep();
  expect(await feeds()).toEqual(["kev"]);
  await system.open().sweep();
  expect(await feeds()).toEqual(["osv npm"]);
  expect(await system.feed("npm")).toMatchObject({ id: before.id, synced_to: before.synced_to });
});

it("the worker syncs them by itself", async () => {
  system.bucket.put("npm", recordOf("GHSA-1"));
  const runner = await startWorker({ queue: system.pool, ingestPool: system.pool, mirror: system.open() });
  for (let i = 0; i < 200 && (await system.keys()).length === 0; i++) await new Promise((resolve) => setTimeout(resolve, 50));
  await runner.stop();
  expect(await system.keys()).toEqual(["GHSA-1"]);
});

it("figures for Prometheus say how long ago each feed was up to date, and whether it fails", async () => {
  system.bucket.put("npm", recordOf("GHSA-1"));
  await system.sync(system.open({ ecosystems: ["npm", "Nowhere"] }));
  const text = await metrics().registry.metrics();
  expect(text).toMatch(/^wherein_advisory_feed_success_age_seconds\{kind="osv",feed="npm"\} \d/m);
  expect(text).not.toContain('success_age_seconds{kind="osv",feed="Nowhere"}');
  expect(text).toContain('wherein_advisory_feed_failing{kind="osv",feed="npm"} 0');
  expect(text).toContain('wherein_advisory_feed_failing{kind="osv",feed="Nowhere"} 1');
});
