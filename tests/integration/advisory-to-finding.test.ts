import { createHash } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { applyAdvisories } from "@/lib/advisories/apply/apply-advisories";
import { readOsvRecord } from "@/lib/advisories/osv";
import { createPool } from "@/lib/db";
import { inTransaction } from "@/lib/db/transaction";
import { documentOf, Inventory, npm } from "./inventory-fixture";

// The real reader, store, matching and ingest together, in both orders.
const inventory = new Inventory();
let plain: ReturnType<typeof createPool>;
beforeAll(async () => {
  await inventory.open();
  plain = createPool(inventory.database.url, 2);
});
afterAll(async () => {
  await plain.end();
  await inventory.close();
});

async function take(record: Record<string, unknown>): Promise<void> {
  const raw = Buffer.from(JSON.stringify(record));
  const read = readOsvRecord(raw);
  if (read.kind === "refused") throw new Error(read.detail);
  const digest = createHash("sha256").update(raw).digest();
  await inTransaction(
    (client) => applyAdvisories(client, { feedId: 1, records: [{ advisory: read.advisory, raw, digest }], removedKeys: [], at: new Date() }),
    plain,
  );
}

async function findings(service: string): Promise<{ id: string; version: string; open: boolean; reason: string | null }[]> {
  const { rows } = await plain.query(
    `select u.display_id as id, v.version, f.closed_at is null as open, f.close_reason as reason from finding f
       join artifact a on a.id = f.artifact_id join service s on s.id = a.service_id
       join package_version v on v.id = f.package_version_id join vulnerability u on u.id = f.vulnerability_id
      where s.slug = $1 order by f.opened_at, v.version`,
    [service],
  );
  return rows;
}

const bugOf = (name: string, modified = "2026-01-01T00:00:00Z") => ({
  id: `GHSA-aaaa-bbbb-${name.slice(0, 4)}`,
  modified,
  aliases: [`CVE-2026-${name.length}001`],
  affected: [{ package: { ecosystem: "npm", name }, ranges: [{ type: "SEMVER", events: [{ introduced: "0" }, { fixed: "2.0.0" }] }] }],
});

describe("from an advisory to a finding", () => {
  it("an advisory that comes after the build opens a finding, and the upgrade closes it", async () => {
    await inventory.ship({ service: "after" }, documentOf([npm("afterwards", "1.4.0"), npm("other", "1.0.0")]));
    await take(bugOf("afterwards"));
    expect(await findings("after")).toEqual([{ id: "CVE-2026-10001", version: "1.4.0", open: true, reason: null }]);
    await inventory.ship({ service: "after" }, documentOf([npm("afterwards", "2.0.0"), npm("other", "1.0.0")]));
    expect(await findings("after")).toEqual([{ id: "CVE-2026-10001", version: "1.4.0", open: false, reason: "upgraded" }]);
  });

  it("a build that comes after the advisory opens the finding with itself", async () => {
    await take(bugOf("beforehand"));
    await inventory.ship({ service: "before" }, documentOf([npm("beforehand", "1.9.9")]));
    expect((await findings("before")).map(({ open }) => open)).toEqual([true]);
    await inventory.ship({ service: "before" }, documentOf([npm("unrelated", "1.0.0")]));
    expect((await findings("before")).map(({ reason }) => reason)).toEqual(["removed"]);
  });

  it("a binary of a distribution is matched by its source package, version and release", async () => {
    const purl = "pkg:deb/debian/libssl3@3.0.11-1~deb12u1?arch=amd64&distro=debian-12&upstream=openssl";
    await inventory.ship({ service: "image", kind: "image" }, documentOf([{ name: "libssl3", version: "3.0.11-1~deb12u1", purl }]));
    await take({
      id: "DSA-9999-1",
      modified: "2026-01-01T00:00:00Z",
      affected: [
        { package: { ecosystem: "Debian:12", name: "openssl" }, ranges: [{ type: "ECOSYSTEM", events: [{ introduced: "0" }, { fixed: "3.0.11-1~deb12u2" }] }] },
        { package: { ecosystem: "Debian:11", name: "openssl" }, ranges: [{ type: "ECOSYSTEM", events: [{ introduced: "0" }, { fixed: "9" }] }] },
      ],
    });
    expect((await findings("image")).map(({ id, open }) => [id, open])).toEqual([["DSA-9999-1", true]]);
  });

  it("an advisory whose bounds cannot be ordered leaves every version of the package undetermined", async () => {
    await inventory.ship({ service: "unclear" }, documentOf([npm("unclear", "1.0.0")]));
    await take({
      id: "GHSA-cccc-dddd-eeee",
      modified: "2026-01-01T00:00:00Z",
      affected: [{ package: { ecosystem: "npm", name: "unclear" }, ranges: [{ type: "SEMVER", events: [{ introduced: "0" }, { fixed: "next spring" }] }] }],
    });
    expect(await findings("unclear")).toEqual([]);
    const { rows } = await plain.query("select m.state, m.reason from match m join advisory a on a.id = m.advisory_id where a.key = 'GHSA-cccc-dddd-eeee'");
    expect(rows).toEqual([{ state: "undetermined", reason: "version_unorderable" }]);
  });

  it("malware raises an alert at once and its withdrawal retracts it", async () => {
    await inventory.ship({ service: "hit" }, documentOf([npm("evil", "6.6.6")]));
    const record = { id: "MAL-2026-1", modified: "2026-02-01T00:00:00Z", affected: [{ package: { ecosystem: "npm", name: "evil" }, versions: ["6.6.6"] }] };
    await take(record);
    const alerts = async () => (await plain.query("select retract_reason as reason, detail->'services'->0->>'slug' as slug from alert")).rows;
    expect(await alerts()).toEqual([{ reason: null, slug: "hit" }]);
    await take({ ...record, modified: "2026-02-02T00:00:00Z", withdrawn: "2026-02-02T00:00:00Z" });
    expect(await alerts()).toEqual([{ reason: "withdrawn", slug: "hit" }]);
    expect((await findings("hit")).map(({ reason }) => reason)).toEqual(["withdrawn"]);
  });

  it("a build that brings known malware raises the alert with itself", async () => {
    await take({ id: "MAL-2026-2", modified: "2026-02-01T00:00:00Z", affected: [{ package: { ecosystem: "npm", name: "worm" }, versions: ["1.0.1"] }] });
    await inventory.ship({ service: "late" }, documentOf([npm("worm", "1.0.1")]));
    const { rows } = await plain.query("select reason from alert where detail->>'displayId' = 'MAL-2026-2'");
    expect(rows).toEqual([{ reason: "build" }]);
  });
});
