import { deflateRawSync } from "node:zlib";
import { beforeAll, describe, expect, it } from "vitest";
import {
  getVulnerability,
  listPackageVulnerabilities,
  listVulnerabilities,
  listVulnerabilityServices,
  packageVulnerabilitiesSchema,
  readAdvisory,
  vulnerabilityListSchema,
  vulnerabilitySchema,
  vulnerabilityServicesSchema,
} from "@/lib/advisories/vulnerabilities";
import { findAffectedServices } from "@/lib/blast-radius";
import { searchEverything } from "@/lib/inventory/search";
import { daysAgo, documentOf, npm, reader, stranger, withInventory } from "./inventory-fixture";
import { givenVulnerability, openFindings, withdrawFindings } from "./setup/given-vulnerability";

const inventory = withInventory();
const ctx = reader;
const withdrawnAt = daysAgo(1);
const score = (source: string, word: "critical" | "high" | "medium", value: number) => ({
  source,
  type: "CVSS_V3" as const,
  vector: "CVSS:3.1/AV:N",
  score: value,
  word,
});
const spans = (name: string, ...events: object[]) => ({ package: { ecosystem: "npm", name }, ranges: [{ type: "SEMVER", events }] });

beforeAll(async () => {
  const { pool } = inventory.database;
  await inventory.own("payments", ["checkout"], "#payments");
  await inventory.ship(
    { service: "checkout", builtAt: daysAgo(5) },
    documentOf([npm("merge", "1.0.0"), npm("web", "2.0.0")], { root: ["web"], edges: { web: ["merge"] } }),
  );
  await inventory.ship({ service: "ledger", builtAt: daysAgo(4) }, documentOf([npm("merge", "1.1.0"), npm("stolen", "4.1.1")]));
  await inventory.ship({ service: "mended", builtAt: daysAgo(9) }, documentOf([npm("merge", "1.0.0")]));
  await inventory.ship({ service: "mended", builtAt: daysAgo(2) }, documentOf([npm("merge", "2.0.0")]));
  await inventory.know("silent");
  await inventory.ship({ service: "odd" }, documentOf([npm("merge", "workspace:here")]));
  await givenVulnerability(pool, { ids: ["CVE-2026-1"], severity: "critical", epss: 0.2, summary: "Mirrored only, 100% loud" });
  await givenVulnerability(
    pool,
    {
      ids: ["CVE-2026-10", "GHSA-aaaa-bbbb-cccc", "SNYK:odd/one"],
      severity: "medium",
      score: 5.3,
      epss: 0.91,
      kev: "2026-02-01",
      summary: "Prototype pollution in merge",
      advisories: [
        {
          key: "GHSA-aaaa-bbbb-cccc",
          severities: [score("GHSA-aaaa-bbbb-cccc", "medium", 5.3)],
          details: "# Heading\n<script>alert(1)</script>",
          references: [
            { type: "WEB", url: "https://example.com/a" },
            { type: "FIX", url: "javascript:alert(1)" },
          ],
          affected: [spans("merge", { introduced: "0" }, { fixed: "1.0.1" }), spans("merge", { introduced: "1.1.0" }, { fixed: "1.1.2" })],
        },
        {
          key: "SNYK:odd/one",
          severities: [score("SNYK:odd/one", "critical", 9.1)],
          references: [{ type: "WEB", url: "https://example.com/a" }],
          affected: [spans("Merge", { introduced: "0" }, { fixed: "1.1.2" })],
        },
      ],
    },
    [
      { name: "merge", version: "1.0.0", fixed: "1.0.1" },
      { name: "merge", version: "1.0.0", fixed: "1.1.2", by: "SNYK:odd/one" },
      { name: "merge", version: "1.1.0", fixed: "1.1.2" },
      { name: "merge", version: "workspace:here", state: "undetermined", reason: "version_unorderable" },
    ],
  );
  await givenVulnerability(pool, { ids: ["MAL-2026-7"], kind: "malware", severity: "unscored", summary: "Malicious code in stolen" }, [
    { name: "stolen", version: "4.1.1", reason: "listed" },
  ]);
  await givenVulnerability(pool, { ids: ["GHSA-high-high-high"], severity: "high", summary: "Denial of service in web" }, [{ name: "web", version: "2.0.0" }]);
  const gone = await givenVulnerability(pool, { ids: ["CVE-2026-99"], severity: "critical", kev: "2025-01-01", withdrawnAt }, [
    { name: "web", version: "2.0.0" },
  ]);
  await openFindings(pool);
  await withdrawFindings(pool, gone, withdrawnAt);
});

const list = async (input: object) => vulnerabilityListSchema.parse(await listVulnerabilities({ ctx, input }));
const idsOf = async (input: object) => (await list(input)).data.map(({ id }) => id);

describe("listVulnerabilities", () => {
  it("lists what affects something now: malware, then known exploited, then by severity", async () => {
    const { data, meta } = await list({});
    expect(data.map(({ id, services, artifacts, packageVersions }) => [id, services, artifacts, packageVersions])).toEqual([
      ["MAL-2026-7", 1, 1, 1],
      ["CVE-2026-10", 2, 2, 2],
      ["GHSA-high-high-high", 1, 1, 1],
    ]);
    expect(data[1]).toMatchObject({
      aliases: ["GHSA-aaaa-bbbb-cccc", "SNYK:odd/one"],
      severity: { word: "medium", score: 5.3, source: "GHSA-aaaa-bbbb-cccc" },
      kevAddedOn: "2026-02-01",
      packages: [{ ecosystem: "npm", name: "merge", fixed: ["1.0.1", "1.1.2"] }],
      packagesTotal: 1,
    });
    expect(Date.parse(data[1]?.firstOpenedAt ?? "")).toBeCloseTo(daysAgo(5).getTime(), -5);
    expect(meta).toMatchObject({
      rows: 3,
      kev: 1,
      counts: { malware: 1, critical: 0, high: 1, medium: 1, unscored: 0 },
      byKind: { malware: 1, vulnerability: 2 },
    });
  });

  it("lists everything that is mirrored when asked to, withdrawn ones last, and says what affects nothing", async () => {
    const { data } = await list({ affects: "any" });
    expect(data.map(({ id, services }) => [id, services])).toEqual([
      ["MAL-2026-7", 1],
      ["CVE-2026-10", 2],
      ["CVE-2026-1", 0],
      ["GHSA-high-high-high", 1],
      ["CVE-2026-99", 0],
    ]);
    expect(data[4]).toMatchObject({ withdrawnAt: withdrawnAt.toISOString(), firstOpenedAt: null });
  });

  it("finds by the beginning of any id, and else by words of the summary", async () => {
    expect(await idsOf({ q: "ghsa-AAAA" })).toEqual(["CVE-2026-10"]);
    expect(await idsOf({ q: "CVE-2026-1", affects: "any" })).toEqual(["CVE-2026-10", "CVE-2026-1"]);
    expect(await idsOf({ q: "POLLUTION proto" })).toEqual(["CVE-2026-10"]);
    expect(await idsOf({ q: "pollution service" })).toEqual([]);
    expect(await idsOf({ q: "100%", affects: "any" })).toEqual(["CVE-2026-1"]);
    expect(await idsOf({ q: "_", affects: "any" })).toEqual([]);
  });

  it("filters by kind, severity, KEV, team, service and ecosystem, and counts under the others", async () => {
    expect(await idsOf({ kind: "malware" })).toEqual(["MAL-2026-7"]);
    expect(await idsOf({ severity: ["high", "unscored"] })).toEqual(["GHSA-high-high-high"]);
    const known = await list({ kev: "true", severity: "medium" });
    expect([known.data.length, known.meta.rows, known.meta.counts.malware]).toEqual([1, 1, 1]);
    expect((await list({ team: "payments" })).data.map(({ id, services }) => [id, services])).toEqual([
      ["CVE-2026-10", 1],
      ["GHSA-high-high-high", 1],
    ]);
    expect(await idsOf({ service: "ledger", affects: "any" })).toEqual(["MAL-2026-7", "CVE-2026-10"]);
    expect(await idsOf({ ecosystem: "pypi" })).toEqual([]);
    expect(await idsOf({ team: "none", ecosystem: "npm", q: "merge" })).toEqual(["CVE-2026-10"]);
  });

  it.each(["priority", "modified"] as const)("pages through every one once by %s", async (sort) => {
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await list({ affects: "any", sort, limit: 1, ...(cursor ? { cursor } : {}) });
      seen.push(...page.data.map(({ id }) => id));
      cursor = page.meta.nextCursor ?? undefined;
    } while (cursor);
    expect(seen).toEqual(await idsOf({ affects: "any", sort }));
    expect(seen).toHaveLength(5);
  });

  it("refuses a cursor of another order, and a reader without the scope", async () => {
    const { meta } = await list({ limit: 1 });
    await expect(listVulnerabilities({ ctx, input: { sort: "modified", cursor: meta.nextCursor ?? "" } })).rejects.toMatchObject({ reason: "cursor_invalid" });
    await expect(listVulnerabilities({ ctx: stranger, input: {} })).rejects.toMatchObject({ code: "forbidden" });
  });
});

describe("getVulnerability", () => {
  const get = async (id: string) => vulnerabilitySchema.parse(await getVulnerability({ ctx, input: { id } }));

  it("is found by any of its ids in any case, and answers with the one to show", async () => {
    for (const id of ["CVE-2026-10", "ghsa-aaaa-bbbb-cccc", "snyk:ODD/one"]) expect((await get(id)).id).toBe("CVE-2026-10");
    await expect(get("CVE-2099-1")).rejects.toMatchObject({ code: "not_found", reason: "vulnerability_not_found" });
  });

  it("counts services by what is known of them", async () => {
    expect((await get("CVE-2026-10")).services).toEqual({ affected: 2, undetermined: 1, past: 1, total: 5 });
    expect((await get("CVE-2026-99")).services).toEqual({ affected: 0, undetermined: 0, past: 1, total: 5 });
  });

  it("says how many are affected, clean and unknown, as the question by any of its ids does", async () => {
    for (const id of ["CVE-2026-10", "CVE-2026-99", "MAL-2026-7", "GHSA-high-high-high"]) {
      const { verdict, unknownByReason } = await get(id);
      const answer = await findAffectedServices({ ctx, input: { q: id } });
      expect([id, verdict, unknownByReason]).toEqual([id, answer.verdict, answer.unknownByReason]);
    }
    expect(await get("CVE-2026-10")).toMatchObject({ verdict: { affected: 2, clean: 1, unknown: 2 }, unknownByReason: { unorderable_version: 1, no_sbom: 1 } });
    // An id that no question has the form of is judged all the same.
    expect((await get("SNYK:odd/one")).verdict.affected).toBe(2);
  });

  it("shows the sources side by side with all that they do not agree on", async () => {
    const { advisories, disagreements, references, kev, packages } = await get("CVE-2026-10");
    expect(advisories.map(({ key, severity, affected }) => [key, severity.word, affected[0]?.ranges, affected[0]?.fixed])).toEqual([
      ["GHSA-aaaa-bbbb-cccc", "medium", ["before 1.0.1", "from 1.1.0, before 1.1.2"], ["1.0.1", "1.1.2"]],
      ["SNYK:odd/one", "critical", ["before 1.1.2"], ["1.1.2"]],
    ]);
    expect(advisories[0]?.details).toContain("<script>");
    expect(disagreements.map(({ about, says }) => [about, says.map(({ text }) => text)])).toEqual([
      ["severity", ["medium (5.3)", "critical (9.1)"]],
      ["ranges", ["before 1.0.1; from 1.1.0, before 1.1.2", "before 1.1.2"]],
      ["fix", ["1.0.1, 1.1.2", "1.1.2"]],
    ]);
    expect(references.map(({ url }) => url)).toEqual(["https://example.com/a", "javascript:alert(1)"]);
    expect(kev).toMatchObject({ cve: "CVE-2026-10", addedOn: "2026-02-01", dueOn: "2026-02-22", ransomware: true });
    expect(packages).toMatchObject([{ name: "merge", fixed: ["1.0.1", "1.1.2"] }]);
  });
});

describe("listVulnerabilityServices", () => {
  const services = async (input: object) => vulnerabilityServicesSchema.parse(await listVulnerabilityServices({ ctx, input: { id: "cve-2026-10", ...input } }));

  it("says who has it, with owner, version, way in, since when and what fixes it", async () => {
    const { data, meta } = await services({});
    expect(data.map((row) => [row.service.slug, row.team?.slug ?? null, row.version, row.direct, row.via[0]?.name ?? null, row.fixed])).toEqual([
      ["checkout", "payments", "1.0.0", false, "web", ["1.0.1", "1.1.2"]],
      ["ledger", null, "1.1.0", true, null, ["1.1.2"]],
    ]);
    expect(meta).toMatchObject({ rows: 2, services: 2, nextCursor: null });
  });

  it("keeps apart what no advisory decides, with the reason, and who had it, with the time", async () => {
    expect((await services({ state: "undetermined" })).data.map((row) => [row.service.slug, row.reason])).toEqual([["odd", "version_unorderable"]]);
    const { data } = await services({ state: "past" });
    expect(data.map((row) => [row.service.slug, row.version, row.reason])).toEqual([["mended", "1.0.0", "gone_before"]]);
    expect(Date.parse(data[0]?.until ?? "")).toBeCloseTo(daysAgo(2).getTime(), -5);
    const withdrawn = await services({ id: "CVE-2026-99", state: "past" });
    expect(withdrawn.data.map((row) => [row.service.slug, row.reason, row.until])).toEqual([["checkout", "withdrawn", withdrawnAt.toISOString()]]);
  });

  it("pages by service, filters by team, and refuses a cursor of another state", async () => {
    const first = await services({ limit: 1 });
    const second = await services({ limit: 1, cursor: first.meta.nextCursor ?? "" });
    expect([first, second].map(({ data }) => data[0]?.service.slug)).toEqual(["checkout", "ledger"]);
    expect(second.meta).toMatchObject({ nextCursor: null, rows: 2 });
    expect((await services({ team: "none" })).data.map((row) => row.service.slug)).toEqual(["ledger"]);
    await expect(services({ state: "past", cursor: first.meta.nextCursor ?? "" })).rejects.toMatchObject({ reason: "cursor_invalid" });
    await expect(services({ id: "nothing" })).rejects.toMatchObject({ code: "not_found" });
  });
});

describe("listPackageVulnerabilities", () => {
  it("gives what affects the versions of a package, which of them, and what fixes them", async () => {
    const { data, meta } = packageVulnerabilitiesSchema.parse(await listPackageVulnerabilities({ ctx, input: { ecosystem: "npm", name: "merge" } }));
    expect(meta).toMatchObject({ rows: 1, others: 0 });
    expect(data[0]?.versions.map(({ version, state, held, fixed }) => [version, state, held, fixed])).toEqual([
      ["1.1.0", "affected", true, ["1.1.2"]],
      ["1.0.0", "affected", true, ["1.0.1", "1.1.2"]],
      ["workspace:here", "undetermined", true, []],
    ]);
    expect(data[0]).toMatchObject({ id: "CVE-2026-10", fixed: ["1.0.1", "1.1.2"], versionsTotal: 3 });
    expect(await listPackageVulnerabilities({ ctx, input: { ecosystem: "npm", name: "nobody" } })).toMatchObject({ data: [], meta: { rows: 0 } });
  });
});

describe("readAdvisory", () => {
  it("gives the record byte for byte with its hash", async () => {
    const { body, sha256 } = await readAdvisory({ ctx, input: { source: "osv", key: "SNYK:odd/one" } });
    expect(JSON.parse(body.toString())).toMatchObject({ id: "SNYK:odd/one" });
    expect(sha256).toMatch(/^[0-9a-f]{64}$/);
    await expect(readAdvisory({ ctx, input: { source: "osv", key: "CVE-2026-10" } })).rejects.toMatchObject({ reason: "advisory_not_found" });
  });
});

describe("a record that is stored deflated", () => {
  it("is given and shown as one that is not", async () => {
    const { pool } = inventory.database;
    const read = () => readAdvisory({ ctx, input: { source: "osv", key: "SNYK:odd/one" } });
    const show = async () => (await getVulnerability({ ctx, input: { id: "SNYK:odd/one" } })).advisories;
    const before = { ...(await read()), shown: await show() };
    expect(before.shown.find(({ key }) => key === "SNYK:odd/one")).toMatchObject({ read: true });
    await pool.query("update advisory set raw = $1, packed_digest = sha256($1) where key = 'SNYK:odd/one'", [deflateRawSync(before.body)]);
    expect({ ...(await read()), shown: await show() }).toEqual(before);
  });
});

describe("searchEverything", () => {
  it("finds vulnerabilities by the beginning of an id", async () => {
    const hits = async (q: string) =>
      (await searchEverything({ ctx, input: { q } })).data.flatMap((hit) => (hit.kind === "vulnerability" ? [[hit.id, hit.name, hit.exact]] : []));
    expect(await hits("ghsa-aa")).toEqual([["CVE-2026-10", "GHSA-aaaa-bbbb-cccc", false]]);
    expect(await hits("cve-2026-1")).toEqual([
      ["CVE-2026-1", "CVE-2026-1", true],
      ["CVE-2026-10", "CVE-2026-10", false],
    ]);
    expect(await hits("nothing-such")).toEqual([]);
  });
});
