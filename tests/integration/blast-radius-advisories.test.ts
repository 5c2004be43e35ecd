import { beforeAll, describe, expect, it } from "vitest";
import { blastRadiusSchema, exportAffected, findAffectedServices } from "@/lib/blast-radius";
import { daysAgo, documentOf, type Held, npm, reader, withInventory } from "./inventory-fixture";
import { givenFeed, givenVulnerability } from "./setup/given-vulnerability";

const inventory = withInventory();
const debian = (name: string, version: string): Held => ({ name, version, purl: `pkg:deb/debian/${name}@${version}` });

beforeAll(async () => {
  await inventory.own("payments", ["checkout", "ledger"]);
  await inventory.know("silent");
  await inventory.ship({ service: "checkout" }, documentOf([npm("lodash", "4.17.20"), npm("a", "1.0.0")]));
  await inventory.ship({ service: "ledger" }, documentOf([npm("lodash", "4.17.20"), npm("lodash", "4.17.21"), npm("lodash")]));
  await inventory.ship({ service: "odd" }, documentOf([npm("lodash", "workspace:here")]));
  await inventory.ship({ service: "bare" }, documentOf([npm("lodash")]));
  await inventory.ship({ service: "distro" }, documentOf([debian("openssl", "3.0.1-1")]));
  await inventory.ship({ service: "clean" }, documentOf([npm("x", "1.0.0")]));
  await inventory.ship({ service: "past", builtAt: daysAgo(10) }, documentOf([npm("lodash", "4.17.20")]));
  await inventory.ship({ service: "past", builtAt: daysAgo(5) }, documentOf([npm("x", "1.0.0")]));
  const { pool } = inventory.database;
  await givenVulnerability(
    pool,
    { ids: ["CVE-2021-1", "GHSA-aaaa-bbbb-cccc", "GHSA-dddd-bbbb-cccc"], severity: "critical", score: 9.8, epss: 0.5, kev: "2026-01-02", summary: "Bad" },
    [
      { name: "lodash", version: "4.17.20", fixed: "4.17.21" },
      // Another source cannot tell: affected by one is affected.
      { name: "lodash", version: "4.17.20", state: "undetermined", reason: "version_unorderable", by: "GHSA-dddd-bbbb-cccc" },
      { name: "lodash", version: "workspace:here", state: "undetermined", reason: "version_unorderable" },
      { name: "lodash", state: "undetermined", reason: "version_missing" },
      { ecosystem: "deb", name: "debian/openssl", version: "3.0.1-1", state: "undetermined", reason: "release_unknown" },
    ],
  );
  await givenVulnerability(pool, { ids: ["MAL-2025-7"], kind: "malware", severity: "unscored" }, [{ name: "a", version: "1.0.0", reason: "all_versions" }]);
  await givenVulnerability(pool, { ids: ["GHSA-wwww-wwww-wwww"], withdrawnAt: new Date("2026-02-03") });
  await givenVulnerability(pool, { ids: ["CVE-2020-5"] });
  await givenFeed(pool, "npm", new Date("2026-11-01T08:30:00Z"));
});

const ask = async (q: string, more: object = {}) => blastRadiusSchema.parse(await findAffectedServices({ ctx: reader, input: { q, ...more } }));
const servicesOf = (answer: Awaited<ReturnType<typeof ask>>) => [...new Set(answer.data.map((row) => row.service.slug))];

describe("a question by the id of an advisory", () => {
  it.each(["CVE-2021-1", "ghsa-AAAA-bbbb-cccc", "GHSA-dddd-bbbb-cccc"])("finds what %s affects and says of which services that is not known", async (q) => {
    const answer = await ask(q);
    expect(servicesOf(answer)).toEqual(["checkout", "ledger"]);
    expect(answer.verdict).toEqual({ affected: 2, clean: 2, unknown: 4 });
    expect(answer.unknown.map(({ service, reason }) => [service.slug, reason])).toEqual([
      ["bare", "no_version"],
      ["distro", "no_release"],
      ["odd", "unorderable_version"],
      ["silent", "no_sbom"],
    ]);
    expect(answer.meta).toMatchObject({
      rows: 2,
      packagesMatched: 2,
      advisories: { sources: 1, neverSynced: [], stale: [{ name: "npm" }], ended: [], oldestSyncAt: "2026-11-01T08:30:00.000Z" },
    });
  });

  it("names the vulnerability that the ids mean, once", async () => {
    const { vulnerabilities, question } = await ask("ghsa-aaaa-bbbb-cccc CVE-2021-1");
    expect(vulnerabilities).toEqual([
      {
        asked: ["GHSA-aaaa-bbbb-cccc", "CVE-2021-1"],
        id: "CVE-2021-1",
        kind: "vulnerability",
        severity: "critical",
        score: 9.8,
        summary: "Bad",
        epss: 0.5,
        kevAddedOn: "2026-01-02",
        publishedAt: null,
        withdrawnAt: null,
      },
    ]);
    expect(question.label).toBe("packages affected by GHSA-aaaa-bbbb-cccc or packages affected by CVE-2021-1");
  });

  it("goes together with other terms and every facet", async () => {
    expect(servicesOf(await ask("MAL-2025-7 lodash@4.17.21"))).toEqual(["checkout", "ledger"]);
    expect((await ask("CVE-2021-1 MAL-2025-7 service:checkout")).meta.rows).toBe(2);
    expect((await ask("CVE-2021-1 team:none")).verdict).toEqual({ affected: 0, clean: 2, unknown: 4 });
    expect((await ask("CVE-2021-1 direct:false")).verdict.affected).toBe(0);
    expect((await ask("CVE-2021-1 kind:image")).verdict).toEqual({ affected: 0, clean: 0, unknown: 0 });
  });

  it("is answered for a moment by what is known today", async () => {
    const then = await ask("CVE-2021-1", { asof: daysAgo(7).toISOString() });
    expect(servicesOf(then)).toEqual(["past"]);
  });

  it("never calls a service clean for an id that the mirror does not have, and says how old the mirror is", async () => {
    const answer = await ask("CVE-2099-1");
    expect(answer.verdict).toEqual({ affected: 0, clean: 0, unknown: 8 });
    expect(answer.unknownByReason).toMatchObject({ advisory_unknown: 7, no_sbom: 1 });
    expect(answer.unknownAdvisories).toEqual(["CVE-2099-1"]);
    expect(answer.question.diagnostics).toEqual([
      {
        code: "advisory_unknown",
        message:
          "No advisory with the id CVE-2099-1 is in the mirror, so nothing is known of it. Its sources were last synced between 2026-11-01 08:30 UTC and 2026-11-01 08:30 UTC. Not synced for long, so what is newer is not known: the advisories of npm (2026-11-01 08:30 UTC).",
        start: 0,
        end: 10,
      },
    ]);
    const mixed = await ask("CVE-2099-1 lodash@4.17.21");
    expect(mixed.verdict).toEqual({ affected: 1, clean: 0, unknown: 7 });
    expect((await ask("CVE-2099-1 team:payments")).verdict).toEqual({ affected: 0, clean: 0, unknown: 2 });
  });

  it("is clean where a known vulnerability affects nothing", async () => {
    const answer = await ask("CVE-2020-5");
    expect(answer.verdict).toEqual({ affected: 0, clean: 7, unknown: 1 });
    expect(answer.meta.packagesMatched).toBe(0);
  });

  it("says that one was withdrawn", async () => {
    const { question, vulnerabilities, verdict } = await ask("GHSA-wwww-wwww-wwww");
    expect(question.diagnostics.map(({ code }) => code)).toEqual(["advisory_withdrawn", "source_stale"]);
    expect(vulnerabilities[0]?.withdrawnAt).toBe("2026-02-03T00:00:00.000Z");
    expect(verdict.affected).toBe(0);
  });

  it("is exported with the reasons and the vulnerability", async () => {
    const csv = await new Response((await exportAffected({ ctx: reader, input: { q: "CVE-2021-1", format: "csv" } })).body).text();
    expect(csv).toContain("unknown,no_release,distro");
    const json = await new Response((await exportAffected({ ctx: reader, input: { q: "CVE-2021-1", format: "json" } })).body).json();
    expect(json).toMatchObject({ vulnerabilities: [{ id: "CVE-2021-1" }], unknownAdvisories: [], verdict: { affected: 2 } });
  });

  it("says which sources were never synced, not for long, and not any more, so that nobody takes what they lack for clean", async () => {
    const { pool } = inventory.database;
    await givenFeed(pool, "Debian", null);
    await givenFeed(pool, "PyPI", new Date());
    await givenFeed(pool, "Hex", new Date("2026-10-01T00:00:00Z"));
    await pool.query("update advisory_feed set enabled = false where name = 'Hex'");
    const { question, meta } = await ask("CVE-2020-5");
    expect(question.diagnostics.map(({ code, message }) => [code, message])).toEqual([
      ["source_never_synced", "The advisories of Debian have not been mirrored yet, so packages there are not judged."],
      ["source_stale", "Not synced for long, so what is newer is not known: the advisories of npm (2026-11-01 08:30 UTC)."],
      ["source_not_mirrored", "Not mirrored any more, and known as of their last sync: the advisories of Hex (2026-10-01 00:00 UTC)."],
    ]);
    expect(meta.advisories).toMatchObject({ sources: 3, stale: [{ name: "npm" }], ended: [{ name: "Hex" }] });
    await pool.query("update advisory_feed set succeeded_at = now(), enabled = true");
    expect((await ask("CVE-2020-5")).question.diagnostics).toEqual([]);
  });
});
