import { Pool } from "pg";
import { beforeEach, describe, expect, it } from "vitest";
import { inTransaction } from "@/lib/db/transaction";
import { resolveInBulk } from "@/lib/inventory/ingest/bulk-dictionary";
import { VersionRekeying } from "@/lib/inventory/rekey/version-rekeying";
import { rematchEverything } from "@/lib/matching";
import type { Component } from "@/lib/sbom/model";
import { keyRevision } from "@/lib/versions";
import { documentOf, type Held, npm, withInventory } from "./inventory-fixture";
import { advisoryTables, type TestAdvisory, tellAdvisory } from "./setup/stored-advisory";

const inventory = withInventory();
const pool = () => inventory.database.pool;
const openFindings = async () =>
  (
    await pool().query<{ line: string }>(
      `select s.slug || ' ' || k.name || '@' || v.version || ' ' || u.display_id as line
         from finding f join artifact a on a.id = f.artifact_id join service s on s.id = a.service_id join package_version v on v.id = f.package_version_id
         join package k on k.id = v.package_id join vulnerability u on u.id = f.vulnerability_id where f.closed_at is null`,
    )
  ).rows
    .map(({ line }) => line)
    .sort();
const named = async () =>
  (
    await pool().query<{ line: string }>(
      `select concat_ws(' ', k.name, v.version, '=', a.name, v.advisory_version, v.advisory_release, v.advisory_key is not null) as line
         from package_version v join package k on k.id = v.package_id left join package a on a.id = v.advisory_package_id`,
    )
  ).rows
    .map(({ line }) => line)
    .sort();

const deb = (qualifiers: string): Held => ({ name: "libssl3", version: "3.0.11-1", purl: `pkg:deb/debian/libssl3@3.0.11-1?distro=debian-12${qualifiers}` });
const openssl: TestAdvisory = { key: "DSA-1", ranges: [{ ecosystem: "deb", name: "debian/openssl", release: "debian-12", fixed: "3.0.12-1" }] };

beforeEach(async () => {
  await pool().query(
    `select testing.emptied('package, package_version, document, document_body, composition, upload, ${advisoryTables}', 'restart identity cascade')`,
  );
  await inventory.empty();
});

describe("a distro binary", () => {
  it("is known by its source package from its first build on, and matched by it", async () => {
    await tellAdvisory(pool(), openssl);
    await inventory.ship({ service: "svc" }, documentOf([deb("&upstream=openssl")]));
    expect(await named()).toEqual(["debian/libssl3 3.0.11-1 = debian/openssl 3.0.11-1 debian-12 t"]);
    expect(await openFindings()).toEqual(["svc debian/libssl3@3.0.11-1 DSA-1"]);
  });

  it("whose row knows no source package gets it from a later document, with the findings of every artifact that has it", async () => {
    await tellAdvisory(pool(), openssl);
    await inventory.ship({ service: "old" }, documentOf([deb("")]));
    expect(await openFindings()).toEqual([]);
    await inventory.ship({ service: "new" }, documentOf([deb("&upstream=openssl")]));
    expect(await named()).toEqual(["debian/libssl3 3.0.11-1 = debian/openssl 3.0.11-1 debian-12 t"]);
    expect(await openFindings()).toEqual(["new debian/libssl3@3.0.11-1 DSA-1", "old debian/libssl3@3.0.11-1 DSA-1"]);
    // And a document that knows less takes nothing away, from another process either.
    inventory.restart();
    await inventory.ship({ service: "third" }, documentOf([deb("")]));
    expect(await named()).toEqual(["debian/libssl3 3.0.11-1 = debian/openssl 3.0.11-1 debian-12 t"]);
  });

  it("is mended by large documents too, which match what they add", async () => {
    await tellAdvisory(pool(), openssl);
    await tellAdvisory(pool(), { key: "A", ranges: [{ name: "a" }] });
    await inventory.ship({ service: "old" }, documentOf([deb("")]));
    const component = (ecosystem: string, name: string, version: string, release: string, source?: Component["source"]): Component => ({
      key: [ecosystem, name, version, release].join("\0"),
      ...{ ecosystem, name, version, release, scope: "runtime", sha256: null },
      ...(source && { source }),
    });
    const plain = new Pool({ connectionString: inventory.database.url });
    const source = { name: "openssl", version: "3.0.11-1" };
    const components = [
      component("deb", "debian/libssl-dev", "3.0.11-1", "debian-12", source),
      component("deb", "debian/libssl3", "3.0.11-1", "debian-12", source),
      component("npm", "a", "1.0.0", ""),
    ];
    await resolveInBulk(plain, components, () => {}).finally(() => plain.end());
    expect(await named()).toEqual([
      "a 1.0.0 = f",
      "debian/libssl-dev 3.0.11-1 = debian/openssl 3.0.11-1 debian-12 t",
      "debian/libssl3 3.0.11-1 = debian/openssl 3.0.11-1 debian-12 t",
    ]);
    expect(await openFindings()).toEqual(["old debian/libssl3@3.0.11-1 DSA-1"]);
    expect((await pool().query("select 1 from match")).rowCount).toBe(3);
  });
});

it("a build of the same composition leaves findings and matches untouched", async () => {
  await tellAdvisory(pool(), { key: "A", ranges: [{ name: "a" }] });
  await inventory.ship({ service: "svc" }, documentOf([npm("a", "1.0.0")]));
  const rows = async () => (await pool().query("select xmin::text, f.* from finding f")).rows;
  const before = await rows();
  await inventory.ship({ service: "svc" }, documentOf([npm("a", "1.0.0")]));
  expect(await rows()).toEqual(before);
});

it("a build that fails to commit opens no finding and raises no alert", async () => {
  await tellAdvisory(pool(), { key: "MAL-1", kind: "malware", ranges: [{ name: "a" }] });
  await pool().query("alter table audit_event add constraint refuse check (action <> 'build.recorded')");
  try {
    await expect(inventory.ship({ service: "svc" }, documentOf([npm("a", "1.0.0")]))).rejects.toThrow(/refuse/);
  } finally {
    await pool().query("alter table audit_event drop constraint refuse");
  }
  expect(await openFindings()).toEqual([]);
  expect((await pool().query("select 1 from alert")).rowCount).toBe(0);
});

it("a package version that gets its key anew is matched with it in the same transaction", async () => {
  await tellAdvisory(pool(), { key: "A", ranges: [{ ecosystem: "gem", name: "rails", fixed: "7.0.0" }] });
  await inventory.ship({ service: "svc" }, documentOf([{ name: "rails", version: "6.0.1", purl: "pkg:gem/rails@6.0.1" }]));
  await pool().query("update package_version set version_key = null, key_rev = $1", [keyRevision - 1]);
  await inTransaction((client) => rematchEverything(client), pool());
  expect(await openFindings()).toEqual([]);
  expect((await pool().query("select reason from match")).rows).toEqual([{ reason: "version_unorderable" }]);
  await new VersionRekeying(pool()).sweep({ budgetMs: 60_000 });
  expect(await openFindings()).toEqual(["svc rails@6.0.1 A"]);
});

it("ingest and advisories that race on many connections miss no match, no finding and no alert", async () => {
  const names = Array.from({ length: 12 }, (_, i) => `p${i}`);
  const advisoryOf = (name: string, n: number): TestAdvisory => ({
    key: `${n % 3 === 0 ? "MAL" : "GHSA"}-${name}`,
    kind: n % 3 === 0 ? "malware" : "vulnerability",
    ranges: [{ name, from: "1.0.0", fixed: "1.5.0" }],
  });
  const builds = Array.from({ length: 24 }, (_, artifact) => async () => {
    for (let round = 0; round < 4; round++) {
      const versions = names.filter((_, i) => (i + artifact + round) % 2 === 0).map((name, i) => npm(name, `1.${(artifact + round + i) % 8}.0`));
      await inventory.ship({ service: `svc${artifact}` }, documentOf(versions));
    }
  });
  const told = names.map((name, n) => async () => {
    for (const withdrawn of [false, true, false]) await tellAdvisory(pool(), { ...advisoryOf(name, n), withdrawn });
  });
  await Promise.all([...builds, ...told].map((run) => run()));
  expect(await inTransaction((client) => rematchEverything(client), pool())).toEqual({ added: 0, changed: 0, removed: 0, opened: 0, closed: 0 });
  const { rows: owed } = await pool().query(
    `select p.artifact_id, p.package_version_id, m.vulnerability_id from presence p join match m using (package_version_id) where p.to_seq is null and m.state = 'affected'
     except select artifact_id, package_version_id, vulnerability_id from finding where closed_at is null`,
  );
  const { rows: needless } = await pool().query(
    `select artifact_id, package_version_id, vulnerability_id from finding where closed_at is null
     except select p.artifact_id, p.package_version_id, m.vulnerability_id from presence p join match m using (package_version_id) where p.to_seq is null and m.state = 'affected'`,
  );
  const { rows: alerts } = await pool().query(
    `select u.display_id from vulnerability u join alert a on a.vulnerability_id = u.id and a.retracted_at is null
      where (a.detail->>'artifactCount')::int <> (select count(distinct p.artifact_id) from match m join presence p using (package_version_id) where m.vulnerability_id = u.id)`,
  );
  const { rows: standing } = await pool().query("select count(*)::int as standing from alert where retracted_at is null");
  expect({ owed, needless, alerts, standing }).toEqual({ owed: [], needless: [], alerts: [], standing: [{ standing: 4 }] });
  expect((await openFindings()).length).toBeGreaterThan(50);
});
