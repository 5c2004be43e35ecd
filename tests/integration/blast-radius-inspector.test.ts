import fc from "fast-check";
import { beforeEach, describe, expect, it } from "vitest";
import { inspectorStates } from "@/lib/aws";
import { applyFindings, prepareFindings } from "@/lib/aws/findings";
import { blastRadiusSchema, exportAffected, findAffectedServices } from "@/lib/blast-radius";
import { createPool } from "@/lib/db";
import { inTransaction } from "@/lib/db/transaction";
import { selectStamps } from "@/lib/incidents/queries/stamps";
import { daysAgo, documentOf, npm, reader, withInventory } from "./inventory-fixture";
import { givenInspectorAdvisory, givenInspectorFinding, givenResource, givenVersion, inspectorTables } from "./setup/given-inspector";
import { givenVulnerability, openFindings } from "./setup/given-vulnerability";
import { findingOf, hex, packageOf } from "./setup/made-inspector";
import { advisoryTables } from "./setup/stored-advisory";

const inventory = withInventory();
const pool = () => inventory.database.pool;
const ask = async (q: string, more: object = {}) => blastRadiusSchema.parse(await findAffectedServices({ ctx: reader, input: { q, ...more } }));
const unknownOf = (answer: Awaited<ReturnType<typeof ask>>) => answer.unknown.map(({ service, reason }) => [service.slug, reason]);

beforeEach(async () => {
  await pool().query(`select testing.emptied('${advisoryTables}, ${inspectorTables}')`);
  await inventory.empty();
});

/** checkout holds what CVE-2026-1 affects; ledger and quiet hold nothing of it. All are scanned. */
async function givenFleet() {
  const checkout = await inventory.ship({ service: "checkout" }, documentOf([npm("lodash", "4.17.20")]));
  const ledger = await inventory.ship({ service: "ledger" }, documentOf([npm("x", "1.0.0")]));
  await inventory.ship({ service: "quiet" }, documentOf([npm("x", "1.0.0")]));
  const id = await givenVulnerability(pool(), { ids: ["CVE-2026-1", "GHSA-aaaa-aaaa-aaaa"] }, [{ name: "lodash", version: "4.17.20" }]);
  await openFindings(pool());
  const advisoryId = await givenInspectorAdvisory(pool(), id, "CVE-2026-1");
  const image = (artifactId: number) => givenResource(pool(), { artifactIds: [artifactId] });
  return { checkout: checkout.artifactId, ledger: ledger.artifactId, advisoryId, image, lodash: await givenVersion(pool(), "lodash", "4.17.20") };
}

describe("a service of which Inspector reports what its SBOM does not list", () => {
  it("is unknown and not clean, by the id and by the package, and says in how many images", async () => {
    const { ledger, advisoryId, image, lodash } = await givenFleet();
    for (const _ of [1, 2]) await givenInspectorFinding(pool(), { resourceId: await image(ledger), advisoryId, packageVersionId: lodash });
    for (const q of ["CVE-2026-1", "GHSA-aaaa-aaaa-aaaa", "lodash@4.17.20", "npm:lodash@<4.17.21", "lodash"]) {
      const answer = await ask(q);
      expect(answer.verdict, q).toEqual({ affected: 1, unknown: 1, clean: 1 });
      expect(unknownOf(answer), q).toEqual([["ledger", "inspector_reports"]]);
      expect(answer.unknown[0]?.detail).toBe("Amazon Inspector reports it in 2 images; the SBOM does not list the package.");
      expect(answer.unknownByReason).toMatchObject({ inspector_reports: 1 });
    }
    expect((await ask("lodash@4.17.21")).unknownByReason).toMatchObject({ inspector_reports: 0 });
    const csv = await new Response((await exportAffected({ ctx: reader, input: { q: "CVE-2026-1" } })).body).text();
    expect(csv).toMatch(/\r\nunknown,inspector_reports,ledger,.*Amazon Inspector reports it in 2 images/);
  });

  it("is unknown too where the SBOM lists the package and no advisory says that it is affected", async () => {
    const { ledger, advisoryId, image } = await givenFleet();
    await givenInspectorFinding(pool(), { resourceId: await image(ledger), advisoryId, packageVersionId: await givenVersion(pool(), "x", "1.0.0") });
    const answer = await ask("CVE-2026-1");
    expect(unknownOf(answer)).toEqual([["ledger", "inspector_reports"]]);
    expect(answer.unknown[0]?.detail).toMatch(/the SBOM lists the package, and no mirrored advisory says that this version is affected/);
    // It holds x itself, so the question by x finds it.
    expect((await ask("x@1.0.0")).verdict).toEqual({ affected: 2, unknown: 0, clean: 1 });
  });

  it("is clean again once Inspector scans it and does not report it any more", async () => {
    const { ledger, advisoryId, image, lodash } = await givenFleet();
    await givenInspectorFinding(pool(), { resourceId: await image(ledger), advisoryId, packageVersionId: lodash, state: "closed" });
    expect((await ask("CVE-2026-1")).verdict).toEqual({ affected: 1, unknown: 0, clean: 2 });
  });

  it.each([
    ["unscanned", "Amazon Inspector reported it in 1 image and does not scan the image any more; the SBOM does not list the package."],
    ["unverified", "Amazon Inspector reported it in 1 image and closed it; whether it still scans the image is not known; the SBOM does not list the package."],
  ] as const)("is unknown where that is %s, which is no fix", async (state, detail) => {
    const { ledger, advisoryId, image, lodash } = await givenFleet();
    await givenInspectorFinding(pool(), { resourceId: await image(ledger), advisoryId, packageVersionId: lodash, state });
    for (const q of ["CVE-2026-1", "lodash@4.17.20"]) {
      const answer = await ask(q);
      expect(answer.verdict, q).toEqual({ affected: 1, unknown: 1, clean: 1 });
      expect(unknownOf(answer), q).toEqual([["ledger", "inspector_unverified"]]);
      expect(answer.unknown[0]?.detail).toBe(detail);
    }
    await givenInspectorFinding(pool(), { resourceId: await image(ledger), advisoryId, packageVersionId: lodash, state });
    expect((await ask("CVE-2026-1")).unknown[0]?.detail).toMatch(/ reported it in 2 images and .* the images[ ;]/);
    await givenInspectorFinding(pool(), { resourceId: await image(ledger), advisoryId, packageVersionId: await givenVersion(pool(), "lodash", "4.17.19") });
    expect(unknownOf(await ask("CVE-2026-1"))).toEqual([["ledger", "inspector_reports"]]);
  });

  it("is clean where an SBOM built after the closing does not list any more what an earlier one did, from then on", async () => {
    const { advisoryId, image, lodash } = await givenFleet();
    const shipped = (days: number, held: ReturnType<typeof npm>) => inventory.ship({ service: "wallet", builtAt: daysAgo(days) }, documentOf([held]));
    const { artifactId } = await shipped(9, npm("lodash", "4.17.20"));
    await shipped(7, npm("x", "1.0.0"));
    const finding = { resourceId: await image(artifactId), advisoryId, packageVersionId: lodash, openedAt: daysAgo(8) };
    await givenInspectorFinding(pool(), { ...finding, state: "unscanned", closedAt: daysAgo(5) });
    expect(unknownOf(await ask("CVE-2026-1"))).toEqual([["wallet", "inspector_unverified"]]);
    await shipped(3, npm("x", "1.0.1"));
    expect((await ask("CVE-2026-1")).unknown).toEqual([]);
    expect((await ask("lodash@4.17.20")).unknown).toEqual([]);
    const reasons = async (more: object) => (await ask("CVE-2026-1", more)).unknownByReason.inspector_unverified;
    expect(await reasons({ asof: daysAgo(4).toISOString() })).toBe(1);
    expect(await reasons({ asof: daysAgo(2).toISOString() })).toBe(0);
    const during = async (from: number, to: number) =>
      (await ask("CVE-2026-1 service:wallet", { during: `${daysAgo(from).toISOString()}..${daysAgo(to).toISOString()}` })).exposure?.during;
    expect(await during(4, 2)).toEqual({ affected: 0, unknown: 1, clean: 0 });
    expect(await during(2, 1)).toEqual({ affected: 0, unknown: 0, clean: 1 });
  });

  it("stays unknown where no SBOM ever listed it, until Inspector scans the image of a later build", async () => {
    const { ledger, advisoryId, image, lodash } = await givenFleet();
    await givenInspectorFinding(pool(), { resourceId: await image(ledger), advisoryId, packageVersionId: lodash, state: "unscanned", closedAt: daysAgo(2) });
    expect(unknownOf(await ask("CVE-2026-1"))).toEqual([["ledger", "inspector_unverified"]]);
    await givenResource(pool(), { artifactIds: [ledger], buildSeq: 1, scan: "INACTIVE" });
    expect(unknownOf(await ask("CVE-2026-1"))).toEqual([["ledger", "inspector_unverified"]]);
    const before = await selectStamps(pool());
    await givenResource(pool(), { artifactIds: [ledger], buildSeq: 1 });
    expect((await ask("CVE-2026-1")).verdict).toEqual({ affected: 1, unknown: 0, clean: 2 });
    expect((await selectStamps(pool())).advisories).not.toBe(before.advisories);
  });

  it("stays unknown where the later SBOM is incomplete", async () => {
    const { ledger, advisoryId, image, lodash } = await givenFleet();
    await givenResource(pool(), { artifactIds: [ledger], buildSeq: 1 });
    await givenInspectorFinding(pool(), { resourceId: await image(ledger), advisoryId, packageVersionId: lodash, state: "unscanned", closedAt: daysAgo(2) });
    await pool().query("update build set incomplete = true where artifact_id = $1", [ledger]);
    expect(unknownOf(await ask("CVE-2026-1"))).toEqual([["ledger", "inspector_unverified"]]);
  });

  it("is not clean where people suppressed it in AWS", async () => {
    const { ledger, advisoryId, image, lodash } = await givenFleet();
    await givenInspectorFinding(pool(), { resourceId: await image(ledger), advisoryId, packageVersionId: lodash, state: "suppressed" });
    expect(unknownOf(await ask("CVE-2026-1"))).toEqual([["ledger", "inspector_reports"]]);
  });

  it("is left out like any other when it is retired, or not asked about", async () => {
    const { ledger, advisoryId, image, lodash } = await givenFleet();
    await givenInspectorFinding(pool(), { resourceId: await image(ledger), advisoryId, packageVersionId: lodash });
    expect((await ask("CVE-2026-1 service:quiet")).verdict).toEqual({ affected: 0, unknown: 0, clean: 1 });
    await inventory.retire(ledger, new Date());
    expect((await ask("CVE-2026-1")).verdict).toEqual({ affected: 1, unknown: 0, clean: 1 });
  });

  it("is unknown in a window too, and for a moment since it is reported", async () => {
    const { ledger, advisoryId, image, lodash } = await givenFleet();
    await pool().query("update build set built_at = built_at - interval '20 days'");
    await pool().query("update artifact_head set head_built_at = head_built_at - interval '20 days'");
    await givenInspectorFinding(pool(), { resourceId: await image(ledger), advisoryId, packageVersionId: lodash, openedAt: daysAgo(5) });
    expect((await ask("CVE-2026-1", { asof: daysAgo(3).toISOString() })).unknownByReason).toMatchObject({ inspector_reports: 1 });
    expect((await ask("CVE-2026-1", { asof: daysAgo(8).toISOString() })).unknownByReason).toMatchObject({ inspector_reports: 0 });
    const during = (from: number, to: number) => ask("CVE-2026-1", { during: `${daysAgo(from).toISOString()}..${daysAgo(to).toISOString()}` });
    expect((await during(6, 4)).exposure?.during).toEqual({ affected: 0, unknown: 1, clean: 2 });
    expect((await during(9, 8)).exposure?.during).toEqual({ affected: 0, unknown: 0, clean: 3 });
  });
});

it("marks the rows that both report", async () => {
  const { checkout, advisoryId, image, lodash } = await givenFleet();
  expect((await ask("CVE-2026-1")).data.map((row) => row.inspector)).toEqual([false]);
  await givenInspectorFinding(pool(), { resourceId: await image(checkout), advisoryId, packageVersionId: lodash });
  expect((await ask("CVE-2026-1")).data.map((row) => row.inspector)).toEqual([true]);
  expect((await ask("lodash")).data.map((row) => row.inspector)).toEqual([true]);
  const json = await new Response((await exportAffected({ ctx: reader, input: { q: "CVE-2026-1", format: "json" } })).body).json();
  expect(json).toMatchObject({ data: [{ service: { slug: "checkout" }, inspector: true }] });
});

it("leaves everything unknown of an id that only Inspector names, but for where it reports it", async () => {
  const { ledger, image } = await givenFleet();
  const id = await givenVulnerability(pool(), { ids: ["CVE-2026-77"], advisories: [] });
  const advisoryId = await givenInspectorAdvisory(pool(), id, "CVE-2026-77");
  await givenInspectorFinding(pool(), { resourceId: await image(ledger), advisoryId, packageVersionId: await givenVersion(pool(), "openssl", "3.0.1", "deb") });
  const answer = await ask("CVE-2026-77");
  expect(unknownOf(answer)).toEqual([
    ["checkout", "advisory_unknown"],
    ["ledger", "inspector_reports"],
    ["quiet", "advisory_unknown"],
  ]);
  expect(answer.unknownAdvisories).toEqual(["CVE-2026-77"]);
  expect(answer.question.diagnostics).toMatchObject([{ code: "advisory_unknown", message: expect.stringMatching(/^Only Amazon Inspector names CVE-2026-77/) }]);
});

it("finds by its name what only Inspector names and no SBOM", async () => {
  await inventory.ship({ service: "ledger", digest: hex(1) }, documentOf([npm("x", "1.0.0")]));
  await inventory.ship({ service: "quiet" }, documentOf([npm("x", "1.0.0")]));
  const plain = createPool(inventory.database.url, 2);
  try {
    const findings = await prepareFindings(plain, [findingOf("arn:aws:inspector2:1", { packages: [packageOf("nobody-lists-it", "2.0.0")] })]);
    await inTransaction((client) => applyFindings(client, { findings, source: "api", at: new Date() }), plain);
  } finally {
    await plain.end();
  }
  for (const q of ["nobody-lists-it", "npm:nobody-lists-it@<3", "nobody-lists-it@2.0.0"]) {
    const answer = await ask(q);
    expect(unknownOf(answer), q).toEqual([["ledger", "inspector_reports"]]);
    expect(answer.verdict, q).toEqual({ affected: 0, unknown: 1, clean: 1 });
  }
  expect((await ask("nobody-lists-it@3.0.0")).verdict).toEqual({ affected: 0, unknown: 0, clean: 2 });
});

it("asks open incidents again when Inspector reports more", async () => {
  const { ledger, advisoryId, image, lodash } = await givenFleet();
  const before = await selectStamps(pool());
  expect(await selectStamps(pool())).toEqual(before);
  await givenInspectorFinding(pool(), { resourceId: await image(ledger), advisoryId, packageVersionId: lodash });
  const after = await selectStamps(pool());
  expect(after.inventory).toBe(before.inventory);
  expect(after.advisories).not.toBe(before.advisories);
  await pool().query("update observation set state = 'unscanned', closed_at = now()");
  const stopped = await selectStamps(pool());
  expect(stopped.advisories).not.toBe(after.advisories);
  await pool().query("update observation set state = 'closed'");
  expect((await selectStamps(pool())).advisories).not.toBe(stopped.advisories);
});

const services = ["one", "two", "three"];
const packages = ["a", "b", "c"];

it("answers as a naive look at SBOMs, matches and findings does, and every service counts once", async () => {
  const place = fc.record({ service: fc.nat(2), name: fc.nat(2), vulnerability: fc.nat(1), state: fc.constantFrom(...inspectorStates) });
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.uniqueArray(fc.nat(2)), { minLength: 3, maxLength: 3 }),
      fc.uniqueArray(fc.record({ name: fc.nat(2), vulnerability: fc.nat(1) }), { selector: (each) => JSON.stringify(each) }),
      fc.uniqueArray(place, { selector: ({ service, name, vulnerability }) => `${service} ${name} ${vulnerability}`, maxLength: 8 }),
      async (held, affected, said) => {
        await pool().query(`select testing.emptied('${advisoryTables}, ${inspectorTables}')`);
        await inventory.empty();
        const artifacts: number[] = [];
        for (const [i, service] of services.entries()) {
          const components = (held[i] ?? []).map((name) => npm(packages[name] ?? "", "1.0.0"));
          artifacts.push((await inventory.ship({ service }, documentOf([npm("always", "1.0.0"), ...components]))).artifactId);
        }
        const versions = await Promise.all(packages.map((name) => givenVersion(pool(), name, "1.0.0")));
        const advisories: number[] = [];
        for (const vulnerability of [0, 1]) {
          const matches = affected.filter((each) => each.vulnerability === vulnerability).map(({ name }) => ({ name: packages[name] ?? "", version: "1.0.0" }));
          const id = await givenVulnerability(pool(), { ids: [`CVE-2026-${vulnerability}`, `GHSA-${vulnerability}`] }, matches);
          advisories.push(await givenInspectorAdvisory(pool(), id, `CVE-2026-${vulnerability}`));
        }
        for (const { service, name, vulnerability, state } of said) {
          const resourceId = await givenResource(pool(), { artifactIds: [artifacts[service] ?? 0] });
          await givenInspectorFinding(pool(), { resourceId, advisoryId: advisories[vulnerability] ?? 0, packageVersionId: versions[name] ?? 0, state });
        }
        const reported = said.filter(({ state }) => state === "open" || state === "suppressed");
        const standing = said.filter(({ state }) => state !== "closed");
        const check = async (q: string, isAffected: (name: number) => boolean, isSaid: (one: (typeof said)[number]) => boolean) => {
          const answer = await ask(q);
          const having = services.filter((_, i) => (held[i] ?? []).some(isAffected));
          const unknown = services.filter((name, i) => !having.includes(name) && standing.some((one) => one.service === i && isSaid(one)));
          const reasonOf = (name: string) =>
            reported.some((one) => services[one.service] === name && isSaid(one)) ? "inspector_reports" : "inspector_unverified";
          expect([...new Set(answer.data.map((row) => row.service.slug))].sort()).toEqual([...having].sort());
          expect(unknownOf(answer).sort()).toEqual(unknown.map((name) => [name, reasonOf(name)]).sort());
          expect(answer.verdict).toEqual({ affected: having.length, unknown: unknown.length, clean: 3 - having.length - unknown.length });
        };
        for (const vulnerability of [0, 1]) {
          const isAffected = (name: number) => affected.some((each) => each.name === name && each.vulnerability === vulnerability);
          await check(`CVE-2026-${vulnerability}`, isAffected, (one) => one.vulnerability === vulnerability || isAffected(one.name));
        }
        for (const [i, name] of packages.entries())
          if (held.some((some) => some.includes(i)) || standing.some((one) => one.name === i))
            await check(
              `npm:${name}@1.0.0`,
              (each) => each === i,
              (one) => one.name === i,
            );
      },
    ),
    { numRuns: 25 },
  );
});
