import { beforeAll, describe, expect, it } from "vitest";
import { listVulnerabilities } from "@/lib/advisories/vulnerabilities";
import { countOpenFindings, exportFindings, findingListSchema, listFindings, listUndetermined, undeterminedListSchema } from "@/lib/findings";
import { daysAgo, documentOf, npm, reader, stranger, withInventory } from "./inventory-fixture";
import { givenInspectorAdvisory, givenInspectorFinding, givenResource, givenVersion } from "./setup/given-inspector";
import { givenVulnerability, openFindings, queueFindings } from "./setup/given-vulnerability";

const inventory = withInventory();

beforeAll(async () => {
  await inventory.own("payments", ["checkout", "ledger"], "#payments");
  await inventory.know("silent");
  await inventory.ship(
    { service: "checkout", kind: "image" },
    documentOf([npm("a", "1.0.0"), npm("lodash", "4.17.20"), npm("old", "1.0.0")], { root: ["a"], edges: { a: ["lodash"] } }),
  );
  await inventory.ship({ service: "ledger" }, documentOf([npm("lodash", "4.17.20"), npm("quiet", "1.0.0"), npm("odd", "workspace:x"), npm("odd")]));
  await inventory.ship({ service: "finder", builtAt: daysAgo(3) }, documentOf([npm("evil", "6.6.6"), npm("=cmd()", "1.0.0")]));
  const { pool } = inventory.database;
  await givenVulnerability(pool, { ids: ["CVE-2026-1", "GHSA-aaaa-bbbb-cccc", "PYSEC-2026-1"], severity: "medium", score: 5.5, epss: 0.95 }, [
    { name: "lodash", version: "4.17.20", fixed: "4.17.22", by: "GHSA-aaaa-bbbb-cccc" },
    { name: "lodash", version: "4.17.20", fixed: "4.17.21", by: "PYSEC-2026-1" },
  ]);
  await givenVulnerability(pool, { ids: ["CVE-2026-2"], severity: "critical", score: 9.8, epss: 0.9 }, [{ name: "quiet", version: "1.0.0" }]);
  await givenVulnerability(pool, { ids: ["CVE-2026-3"], severity: "low", kev: "2026-01-02" }, [{ name: "=cmd()", version: "1.0.0" }]);
  await givenVulnerability(pool, { ids: ["MAL-2026-4"], kind: "malware", severity: "critical" }, [{ name: "evil", version: "6.6.6", reason: "listed" }]);
  await givenVulnerability(pool, { ids: ["GHSA-oooo-oooo-oooo"], severity: "high" }, [
    { name: "old", version: "1.0.0" },
    { name: "odd", version: "workspace:x", state: "undetermined", reason: "version_unorderable" },
    { name: "odd", state: "undetermined", reason: "version_missing" },
    // Of another vulnerability than the one that affects it.
    { name: "lodash", version: "4.17.20", state: "undetermined", reason: "version_unorderable" },
  ]);
  await openFindings(pool);
  // checkout upgrades: its finding of "old" is over.
  await pool.query(
    "update finding set closed_at = now(), close_reason = 'upgraded' where vulnerability_id = (select id from vulnerability where display_id = 'GHSA-oooo-oooo-oooo')",
  );
  await queueFindings(pool);
});

const list = async (input: object = {}) => findingListSchema.parse(await listFindings({ ctx: reader, input }));
const short = ({ data }: Awaited<ReturnType<typeof list>>) => data.map((row) => `${row.service.slug} ${row.package.name} ${row.vulnerability.id}`);

const all = ["finder evil MAL-2026-4", "finder =cmd() CVE-2026-3", "ledger quiet CVE-2026-2", "ledger lodash CVE-2026-1", "checkout lodash CVE-2026-1"];

describe("the list of findings", () => {
  it("begins with malware and what is exploited, then by severity before EPSS, and counts by severity with malware apart", async () => {
    const answer = await list();
    expect(short(answer)).toEqual(all);
    expect(answer.meta).toMatchObject({
      rows: 5,
      kev: 1,
      counts: { malware: 1, critical: 1, high: 0, medium: 2, low: 1, none: 0, unscored: 0 },
      byKind: { malware: 1, vulnerability: 4 },
    });
  });

  it("has the order of the list of vulnerabilities", async () => {
    const ids = (await listVulnerabilities({ ctx: reader, input: {} })).data.map(({ id }) => id);
    const listed = (await list()).data.map(({ vulnerability }) => vulnerability.id);
    expect([...new Set(listed)]).toEqual(ids);
  });

  it("says who holds what through what, since when, what fixes it and who says so", async () => {
    const [row] = (await list({ service: "checkout" })).data;
    expect(row).toMatchObject({
      service: { slug: "checkout" },
      team: { slug: "payments", contact: "#payments" },
      artifact: { kind: "image", ref: "main" },
      package: { ecosystem: "npm", name: "lodash", purl: "pkg:npm/lodash@4.17.20" },
      version: "4.17.20",
      direct: false,
      via: [{ name: "a", version: "1.0.0" }],
      vulnerability: { id: "CVE-2026-1", kind: "vulnerability", severity: "medium", score: 5.5, kevAddedOn: null },
      fixed: ["4.17.21", "4.17.22"],
      openReason: "build",
      closedAt: null,
      closeReason: null,
      sources: [
        { source: "osv", id: "GHSA-aaaa-bbbb-cccc" },
        { source: "osv", id: "PYSEC-2026-1" },
      ],
    });
    expect(row?.vulnerability.epss).toBeCloseTo(0.95);
  });

  it("keeps closed ones with the reason", async () => {
    const closed = await list({ state: "closed" });
    expect(closed.data.map((row) => [row.package.name, row.closeReason, row.closedAt !== null])).toEqual([["old", "upgraded", true]]);
    expect((await list({ state: "all" })).meta.rows).toBe(6);
  });

  it.each<[object, string[]]>([
    [{ team: "payments" }, all.slice(2)],
    [{ team: "none" }, all.slice(0, 2)],
    [{ service: ["ledger", "finder"] }, all.slice(0, 4)],
    [{ kind: "malware" }, all.slice(0, 1)],
    [{ severity: ["critical", "low"] }, [all[1] ?? "", all[2] ?? ""]],
    [{ kev: "true" }, all.slice(1, 2)],
    [{ kev: "false", kind: "vulnerability" }, all.slice(2)],
    [{ ecosystem: "npm", package: "lodash" }, all.slice(3)],
    [{ ecosystem: "maven" }, []],
    [{ package: "quiet" }, all.slice(2, 3)],
    [{ openedSince: daysAgo(2).toISOString() }, all.slice(2)],
    [{ q: "lodash@<4.17.21" }, all.slice(3)],
    [{ q: "lodash@>=4.17.21" }, []],
    [{ q: "ghsa-aaaa-bbbb-cccc" }, all.slice(3)],
    [{ q: "MAL-2026-4 quiet" }, [all[0] ?? "", all[2] ?? ""]],
    [{ q: "CVE-2099-1" }, []],
    [{ q: "team:payments severity:critical" }, all.slice(2, 3)],
    [{ q: "kind:malware" }, all.slice(0, 1)],
    [{ q: "kind:image" }, all.slice(4)],
    [{ q: "direct:false" }, all.slice(4)],
  ])("is narrowed by %j", async (input, expected) => {
    const answer = await list(input);
    expect(short(answer)).toEqual(expected);
    expect(answer.meta.rows).toBe(expected.length);
  });

  it("pages through every row once, in each order", async () => {
    for (const sort of ["priority", "opened", "-opened"]) {
      const seen: string[] = [];
      let cursor: string | undefined;
      do {
        const page = await list({ sort, limit: 2, ...(cursor ? { cursor } : {}) });
        seen.push(...short(page));
        cursor = page.meta.nextCursor ?? undefined;
      } while (cursor);
      expect(seen.toSorted(), sort).toEqual(all.toSorted());
    }
    expect(short(await list({ sort: "opened" }))[0]).toContain("finder");
  });

  it.each([
    [{ q: "lodash tem:x" }, "question_unreadable"],
    [{ q: "lodash asof:2026-01-01" }, "question_unreadable"],
    [{ q: `sha256:${"a".repeat(64)}` }, "question_unreadable"],
    [{ cursor: "e30" }, "cursor_invalid"],
  ])("refuses %j", async (input, reason) => {
    await expect(list(input)).rejects.toMatchObject({ code: "invalid", reason });
  });

  it("needs the scope inventory:read", async () => {
    await expect(listFindings({ ctx: stranger, input: {} })).rejects.toMatchObject({ code: "forbidden" });
    await expect(exportFindings({ ctx: stranger, input: {} })).rejects.toMatchObject({ code: "forbidden" });
    await expect(listUndetermined({ ctx: stranger, input: {} })).rejects.toMatchObject({ code: "forbidden" });
  });
});

describe("what could not be judged", () => {
  it("is listed apart with its reason", async () => {
    const { data, meta } = undeterminedListSchema.parse(await listUndetermined({ ctx: reader, input: {} }));
    expect(data.map((row) => [row.service.slug, row.package.name, row.vulnerability.id, row.reason]).toSorted()).toEqual([
      ["checkout", "lodash", "GHSA-oooo-oooo-oooo", "version_unorderable"],
      ["ledger", "lodash", "GHSA-oooo-oooo-oooo", "version_unorderable"],
      ["ledger", "odd", "GHSA-oooo-oooo-oooo", "version_missing"],
      ["ledger", "odd", "GHSA-oooo-oooo-oooo", "version_unorderable"],
    ]);
    expect(meta).toMatchObject({ rows: 4, byReason: { version_unorderable: 3, version_missing: 1, release_unknown: 0 } });
  });

  it("is paged and narrowed like findings", async () => {
    const first = await listUndetermined({ ctx: reader, input: { q: "odd", limit: 1 } });
    expect(first.meta.rows).toBe(2);
    const second = await listUndetermined({ ctx: reader, input: { q: "odd", limit: 1, cursor: first.meta.nextCursor ?? "" } });
    expect(new Set([first, second].map(({ data }) => data[0]?.reason))).toEqual(new Set(["version_missing", "version_unorderable"]));
    expect(second.meta.nextCursor).toBeNull();
  });
});

describe("the counts of services", () => {
  it("are there for every service that is asked for", async () => {
    const counts = await countOpenFindings({ ctx: reader, input: { services: ["ledger", "finder", "silent"], undetermined: true } });
    expect(counts.get("ledger")).toEqual({ open: { malware: 0, critical: 1, high: 0, medium: 1, low: 0, none: 0, unscored: 0 }, undetermined: 3 });
    expect(counts.get("finder")?.open).toMatchObject({ malware: 1, low: 1, critical: 0 });
    expect((await countOpenFindings({ ctx: reader, input: { services: ["ledger"] } })).get("ledger")?.undetermined).toBeNull();
    expect(counts.get("silent")).toMatchObject({ undetermined: 0 });
  });
});

describe("the CSV export", () => {
  it("has one line for each finding of the same filter, and no formula", async () => {
    const csv = async (input: object) => (await new Response((await exportFindings({ ctx: reader, input })).body).text()).trim().split("\r\n");
    const lines = await csv({});
    expect(lines).toHaveLength(6);
    expect(lines[0]).toContain("service,team,contact");
    expect(lines[2]).toContain(",'=cmd(),1.0.0,");
    expect(await csv({ kind: "malware" })).toHaveLength(2);
    expect((await csv({ state: "closed" }))[1]).toContain("upgraded");
  });
});

describe("the list of findings beside Inspector", () => {
  beforeAll(async () => {
    const { pool } = inventory.database;
    const { rows } = await pool.query<{ id: number; slug: string }>("select a.id, s.slug from artifact a join service s on s.id = a.service_id");
    const artifactOf = (slug: string) => rows.find((row) => row.slug === slug)?.id ?? 0;
    const ids = await pool.query<{ id: number; name: string }>("select id, display_id as name from vulnerability");
    const advisoryOf = (name: string) => givenInspectorAdvisory(pool, ids.rows.find((row) => row.name === name)?.id ?? 0, name);
    const [cve1, cve2] = [await advisoryOf("CVE-2026-1"), await advisoryOf("CVE-2026-2")];
    const another = await givenInspectorAdvisory(pool, ids.rows.find((row) => row.name === "CVE-2026-1")?.id ?? 0, "GHSA-aaaa-aaaa-aaaa");
    const checkout = await givenResource(pool, { artifactIds: [artifactOf("checkout")] });
    await givenResource(pool, { artifactIds: [artifactOf("ledger")] });
    const lodash = await givenVersion(pool, "lodash", "4.17.20");
    await givenInspectorFinding(pool, { resourceId: checkout, advisoryId: cve1, packageVersionId: lodash, severity: "critical", fixed: "4.17.23" });
    await givenInspectorFinding(pool, { resourceId: checkout, advisoryId: cve2, packageVersionId: await givenVersion(pool, "a", "1.0.0") });
    await givenInspectorFinding(pool, { resourceId: checkout, advisoryId: cve2, packageVersionId: await givenVersion(pool, "openssl", "3.0.1", "deb") });
    await givenInspectorFinding(pool, {
      ...{ resourceId: checkout, advisoryId: cve1, packageVersionId: await givenVersion(pool, "gone", "1.0.0") },
      state: "unscanned",
    });
    const both = { resourceId: checkout, packageVersionId: await givenVersion(pool, "left", "1.0.0") };
    await givenInspectorFinding(pool, { ...both, advisoryId: cve1, state: "unverified" });
    await givenInspectorFinding(pool, { ...both, advisoryId: another, state: "unscanned" });
  });

  it("says of each row who says so, and lists what Inspector alone reports apart, in the same order", async () => {
    const answer = await list();
    expect(answer.meta).toMatchObject({ rows: 5, inspector: true });
    const sides = new Map(answer.data.map((row) => [`${row.service.slug} ${row.package.name}`, row.sides]));
    expect(sides.get("checkout lodash")).toMatchObject({
      status: "both",
      coverage: "scanned",
      inspector: { severity: "critical", fixed: ["4.17.23"] },
      fixDiffers: true,
    });
    expect(sides.get("ledger lodash")).toMatchObject({ status: "osv", coverage: "scanned", inspector: null });
    expect(sides.get("finder evil")).toMatchObject({ status: "osv", coverage: "none", inspector: null });
    expect(short(await list({ source: "both" }))).toEqual(["checkout lodash CVE-2026-1"]);
    expect(short(await list({ source: "osv" }))).toEqual(all.filter((row) => row !== "checkout lodash CVE-2026-1"));
    const only = await list({ source: "inspector" });
    // Listed with its state, and not counted: what was closed and is not known to be fixed.
    expect(only.data.map((row) => [row.package.name, row.sides.sbomGap, row.sides.inspector?.state, row.closeReason]).sort()).toEqual([
      ["a", false, "open", null],
      ["gone", true, "unscanned", "unscanned"],
      ["left", true, "unscanned", "unscanned"],
      ["openssl", true, "open", null],
    ]);
    expect(only.meta).toMatchObject({ rows: 4, counts: { critical: 2, medium: 0 }, byKind: { vulnerability: 2 } });
    expect(only.data[0]?.sources).toEqual([{ source: "inspector", id: "CVE-2026-2" }]);
    expect(short(await list({ source: "inspector", sbomGap: "true" })).sort()).toEqual([
      "checkout gone CVE-2026-1",
      "checkout left CVE-2026-1",
      "checkout openssl CVE-2026-2",
    ]);
    expect(short(await list({ source: "inspector", service: "ledger" }))).toEqual([]);
    const gone = await list({ source: "inspector", state: "closed" });
    expect(gone.data.map((row) => [row.package.name, row.closeReason]).sort()).toEqual([
      ["gone", "unscanned"],
      ["left", "unscanned"],
    ]);
  });

  it("pages and exports what Inspector alone reports as any other", async () => {
    const first = await list({ source: "inspector", limit: 3 });
    const second = await list({ source: "inspector", limit: 3, cursor: first.meta.nextCursor });
    expect([...short(first), ...short(second)].sort()).toEqual([
      "checkout a CVE-2026-2",
      "checkout gone CVE-2026-1",
      "checkout left CVE-2026-1",
      "checkout openssl CVE-2026-2",
    ]);
    expect(second.meta.nextCursor).toBeNull();
    const csv = await new Response((await exportFindings({ ctx: reader, input: { source: "inspector" } })).body).text();
    expect(csv.trimEnd().split("\r\n")).toHaveLength(5);
    expect(csv).toMatch(/,inspector,open,high,,scanned,true,,,,,,\r\n/);
  });
});
