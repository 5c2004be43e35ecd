import fc from "fast-check";
import { beforeEach, describe, expect, it } from "vitest";
import {
  countInspector,
  exportServiceInspector,
  type InspectorState,
  inspectorStates,
  listInspectorFindings,
  listServiceInspector,
  listVulnerabilityInspector,
  readInspectorFinding,
} from "@/lib/aws";
import { documentOf, npm, reader, stranger, withInventory } from "./inventory-fixture";
import { givenInspectorAdvisory, givenInspectorFinding, givenResource, givenVersion, inspectorTables } from "./setup/given-inspector";
import { givenVulnerability, openFindings } from "./setup/given-vulnerability";
import { advisoryTables } from "./setup/stored-advisory";

const inventory = withInventory();
const pool = () => inventory.database.pool;
const page = (input: Omit<Parameters<typeof listServiceInspector>[0]["input"], "slug"> = {}, slug = "payments") =>
  listServiceInspector({ ctx: reader, input: { slug, ...input } });

beforeEach(async () => {
  await pool().query(`select testing.emptied('${advisoryTables}, ${inspectorTables}')`);
  await inventory.empty();
});

/** payments lists lodash and minimist; its image is scanned. OSV knows CVE-2026-1 of lodash. */
async function givenPayments() {
  const { artifactId } = await inventory.ship({ service: "payments" }, documentOf([npm("lodash", "4.17.20"), npm("minimist", "1.2.5")]));
  const vulnerabilityId = await givenVulnerability(
    pool(),
    {
      ids: ["CVE-2026-1", "GHSA-aaaa-aaaa-aaaa"],
      severity: "medium",
      advisories: [{ key: "GHSA-aaaa-aaaa-aaaa", severities: [{ source: "GHSA-aaaa-aaaa-aaaa", type: "CVSS_V3", vector: null, score: 5.3, word: "medium" }] }],
    },
    [{ name: "lodash", version: "4.17.20", fixed: "4.17.21" }],
  );
  await openFindings(pool());
  const resourceId = await givenResource(pool(), { artifactIds: [artifactId], tags: ["2.31.0"] });
  const advisoryId = await givenInspectorAdvisory(pool(), vulnerabilityId, "CVE-2026-1");
  const lodash = await givenVersion(pool(), "lodash", "4.17.20");
  return { artifactId, vulnerabilityId, resourceId, advisoryId, lodash };
}

describe("a service on both sides", () => {
  it("shows what both report with the severity and the fix of each, and that they differ", async () => {
    const { resourceId, advisoryId, lodash } = await givenPayments();
    await givenInspectorFinding(pool(), { resourceId, advisoryId, packageVersionId: lodash, severity: "high", fixed: "4.17.22" });
    const { data, meta } = await page();
    expect(data).toHaveLength(1);
    expect(data[0]).toMatchObject({
      status: "both",
      coverage: "scanned",
      sbomGap: false,
      severityDiffers: true,
      fixDiffers: true,
      package: { name: "lodash" },
      vulnerability: { id: "CVE-2026-1" },
      osv: { severity: "medium", score: 5.3, fixed: ["4.17.21"], sources: [{ source: "osv", id: "GHSA-aaaa-aaaa-aaaa" }] },
      inspector: { state: "open", severity: "high", fixed: ["4.17.22"], findings: 1, open: 1 },
      resourcesTotal: 1,
    });
    expect(data[0]?.resources[0]).toMatchObject({ name: "payments/api", tags: ["2.31.0"], scan: "ACTIVE", state: "ACTIVE", running: [] });
    expect(meta).toMatchObject({ rows: 1, counts: { both: 1, osv: 0, osvNotScanned: 0, inspector: 0, sbomGaps: 0 }, byState: { open: 1 } });
  });

  it("shows a finding of several resources as one finding, with each resource", async () => {
    const { artifactId, resourceId, advisoryId, lodash } = await givenPayments();
    const findingId = await givenInspectorFinding(pool(), { resourceId, advisoryId, packageVersionId: lodash });
    for (let n = 0; n < 2; n++)
      await pool().query("insert into inspector_further values ($1, $2, $3)", [
        findingId,
        await givenResource(pool(), { artifactIds: [artifactId] }),
        advisoryId,
      ]);
    const { data } = await page();
    expect([data[0]?.resourcesTotal, data[0]?.resources.length]).toEqual([3, 3]);
    expect(await countInspector({ ctx: reader, input: { slug: "payments" } })).toMatchObject({ openFindings: 1, resources: 3 });
    const key = { artifactId, packageVersionId: lodash };
    const behind = async () => (await listInspectorFindings({ ctx: reader, input: { ...key, vulnerability: "CVE-2026-1" } })).data.map(({ id }) => id);
    expect(await behind()).toEqual([findingId]);
    // Of the artifact only its further ones are known: the finding comes with the first of these.
    await pool().query("delete from aws_resource_artifact where resource_id = $1", [resourceId]);
    expect(await behind()).toEqual([findingId]);
    expect(await countInspector({ ctx: reader, input: { slug: "payments" } })).toMatchObject({ openFindings: 1, resources: 2 });
  });

  it("does not call spellings of one version different fixes", async () => {
    const { resourceId, advisoryId, lodash } = await givenPayments();
    await givenInspectorFinding(pool(), { resourceId, advisoryId, packageVersionId: lodash, severity: "untriaged", fixed: "v4.17.21" });
    expect((await page()).data[0]).toMatchObject({ severityDiffers: false, fixDiffers: false });
  });

  it("tells silence about a scanned artifact from one that nobody scans", async () => {
    const { artifactId } = await givenPayments();
    expect((await page()).data[0]).toMatchObject({ status: "osv", coverage: "scanned", inspector: null });
    expect((await page()).meta.counts).toMatchObject({ osv: 1, osvNotScanned: 0 });
    await pool().query("update aws_resource set scan_status = 'INACTIVE'");
    expect((await page()).data[0]).toMatchObject({ status: "osv", coverage: "none" });
    expect((await page({ scanned: "true" })).meta).toMatchObject({ rows: 0, counts: { osv: 0, osvNotScanned: 1 } });
    await pool().query("update aws_resource set scan_status = null");
    expect((await page()).data[0]).toMatchObject({ coverage: "unverified" });
    expect(artifactId).toBeGreaterThan(0);
  });

  it("counts as an SBOM gap what only Inspector reports and no SBOM lists", async () => {
    const { resourceId, advisoryId } = await givenPayments();
    const [listed, missing] = [await givenVersion(pool(), "minimist", "1.2.5"), await givenVersion(pool(), "openssl", "3.0.1", "deb")];
    for (const packageVersionId of [listed, missing]) await givenInspectorFinding(pool(), { resourceId, advisoryId, packageVersionId });
    const gaps = await page({ sbomGap: "true" });
    expect(gaps.data.map((row) => [row.package.name, row.status, row.sbom])).toEqual([["openssl", "inspector", "missing"]]);
    expect(gaps.meta.counts).toEqual({ both: 0, osv: 1, osvNotScanned: 0, inspector: 2, sbomGaps: 1 });
    expect(await countInspector({ ctx: reader, input: { slug: "payments" } })).toEqual({
      connected: true,
      resources: 1,
      scanned: 1,
      openFindings: 2,
      sbomGaps: 1,
      unmapped: 0,
    });
  });

  it("is no gap where the SBOM of the build that is scanned lists it", async () => {
    const { artifactId, seq } = await inventory.ship({ service: "payments", builtAt: new Date("2026-01-01") }, documentOf([npm("old", "1.0.0")]));
    await inventory.ship({ service: "payments", builtAt: new Date("2026-02-01") }, documentOf([npm("new", "1.0.0")]));
    const vulnerabilityId = await givenVulnerability(pool(), { ids: ["CVE-2026-2"], advisories: [] });
    const advisoryId = await givenInspectorAdvisory(pool(), vulnerabilityId, "CVE-2026-2");
    const resourceId = await givenResource(pool(), { artifactIds: [artifactId], buildSeq: seq });
    await givenInspectorFinding(pool(), { resourceId, advisoryId, packageVersionId: await givenVersion(pool(), "old", "1.0.0") });
    expect((await page()).data[0]).toMatchObject({ status: "inspector", sbom: "scanned_build", sbomGap: false });
    expect((await countInspector({ ctx: reader, input: { slug: "payments" } })).sbomGaps).toBe(0);
  });

  it("does not show what Inspector closed while it scans, and shows what nobody scans any more", async () => {
    const { resourceId, advisoryId } = await givenPayments();
    const version = (name: string) => givenVersion(pool(), name, "1.0.0");
    await givenInspectorFinding(pool(), { resourceId, advisoryId, packageVersionId: await version("a"), state: "closed" });
    await givenInspectorFinding(pool(), { resourceId, advisoryId, packageVersionId: await version("b"), state: "unscanned" });
    await givenInspectorFinding(pool(), { resourceId, advisoryId, packageVersionId: await version("c"), state: "suppressed" });
    const shown = await page({ status: "inspector" });
    expect(shown.data.map((row) => [row.package.name, row.inspector?.state])).toEqual([
      ["c", "suppressed"],
      ["b", "unscanned"],
    ]);
    expect(shown.meta.byState).toMatchObject({ open: 0, suppressed: 1, unscanned: 1, closed: 1 });
    expect((await page({ state: "closed" })).data.map((row) => row.package.name)).toEqual(["a"]);
  });

  it("says where the image runs, also by the index that lists it", async () => {
    const { artifactId, advisoryId, lodash } = await givenPayments();
    const digest = `sha256:${"1".repeat(64)}`;
    const index = `sha256:${"2".repeat(64)}`;
    const resourceId = await givenResource(pool(), { artifactIds: [artifactId], digest });
    await givenInspectorFinding(pool(), { resourceId, advisoryId, packageVersionId: lodash });
    await pool().query("insert into aws_image_index values ($1, $2, now())", [digest, index]);
    const workload = "insert into aws_workload values ($1, 'ecs', '1', 'r', 'prod', 'api', $2, now(), $3, 1, now())";
    await pool().query(workload, ["task", index, null]);
    await pool().query(workload, ["gone", digest, new Date()]);
    expect((await page()).data[0]?.resources).toMatchObject([{ digest, running: ["prod api"] }]);
    // A listing that does not have it any more says that it has stopped.
    await pool().query("update aws_workload set missing_at = now()");
    expect((await page()).data[0]?.resources).toMatchObject([{ digest, running: [] }]);
  });
});

describe("the findings behind a row", () => {
  it("are listed with their resource, paths and coverage, and given as they came", async () => {
    const { artifactId, resourceId, advisoryId, lodash } = await givenPayments();
    const id = await givenInspectorFinding(pool(), { resourceId, advisoryId, packageVersionId: lodash, filePath: "app/package-lock.json", fixed: "4.17.21" });
    const { data, meta } = await listInspectorFindings({ ctx: reader, input: { artifactId, packageVersionId: lodash, vulnerability: "ghsa-aaaa-aaaa-aaaa" } });
    expect(meta).toMatchObject({ rows: 1, nextCursor: null });
    expect(data[0]).toMatchObject({
      id,
      vulnerability: "CVE-2026-1",
      status: "ACTIVE",
      resource: { name: "payments/api", mappedBy: "digest", scan: "ACTIVE" },
      packages: [{ name: "lodash", version: "4.17.20", filePath: "app/package-lock.json", fixed: "4.17.21" }],
    });
    const { body } = await readInspectorFinding({ ctx: reader, input: { id } });
    expect(JSON.parse(body.toString())).toEqual({ findingArn: data[0]?.arn, severity: "HIGH" });
    await expect(readInspectorFinding({ ctx: reader, input: { id: id + 1 } })).rejects.toMatchObject({ code: "not_found" });
  });
});

it("lists where Inspector reports a vulnerability, with what OSV alone reports as a number", async () => {
  const { resourceId, advisoryId, lodash } = await givenPayments();
  await inventory.ship({ service: "quiet" }, documentOf([npm("lodash", "4.17.20")]));
  await openFindings(pool());
  await givenInspectorFinding(pool(), { resourceId, advisoryId, packageVersionId: lodash });
  await givenInspectorFinding(pool(), { resourceId, advisoryId, packageVersionId: await givenVersion(pool(), "lodash.merge", "4.6.1") });
  const { data, meta } = await listVulnerabilityInspector({ ctx: reader, input: { id: "CVE-2026-1", limit: 1 } });
  expect(meta).toMatchObject({ rows: 2, counts: { both: 1, osv: 1, inspector: 1, sbomGaps: 1, unverified: 0 } });
  const rest = await listVulnerabilityInspector({ ctx: reader, input: { id: "CVE-2026-1", limit: 1, cursor: meta.nextCursor ?? "" } });
  expect([...data, ...rest.data].map((row) => [row.service.slug, row.package.name, row.status])).toEqual([
    ["payments", "lodash", "both"],
    ["payments", "lodash.merge", "inspector"],
  ]);
  expect(rest.meta.nextCursor).toBeNull();
});

it("lists what Inspector closed without seeing a fix with its state, and does not count it as reported", async () => {
  const { resourceId, advisoryId, lodash } = await givenPayments();
  const given = async (name: string, state: InspectorState) =>
    givenInspectorFinding(pool(), { resourceId, advisoryId, packageVersionId: await givenVersion(pool(), name, "1.0.0"), state });
  await given("a", "unscanned");
  await given("b", "unverified");
  await given("c", "closed");
  await given("d", "suppressed");
  // OSV says this one: it is in the list of services.
  await givenInspectorFinding(pool(), { resourceId, advisoryId, packageVersionId: lodash, state: "unscanned" });
  const { data, meta } = await listVulnerabilityInspector({ ctx: reader, input: { id: "CVE-2026-1", status: ["inspector"] } });
  expect(data.map((row) => [row.package.name, row.status, row.inspector?.state]).sort()).toEqual([
    ["a", "inspector", "unscanned"],
    ["b", "inspector", "unverified"],
    ["d", "inspector", "suppressed"],
  ]);
  expect(meta).toMatchObject({ rows: 3, counts: { both: 0, osv: 1, inspector: 1, sbomGaps: 1, unverified: 2 } });
});

it("needs the scope to read, and a service that exists", async () => {
  await expect(listServiceInspector({ ctx: stranger, input: { slug: "payments" } })).rejects.toMatchObject({ code: "forbidden" });
  await expect(page({}, "nobody")).rejects.toMatchObject({ code: "not_found" });
});

type Said = { artifact: number; name: number; vulnerability: number; state: (typeof inspectorStates)[number]; advisory: number };
const names = ["a", "b", "c", "d"];
const versionsOf = (held: readonly number[]) => held.map((place) => npm(names[place] ?? "", "1.0.0"));

describe("whatever was said", () => {
  it("statuses, gaps, counts and pages are those of a naive look at all of it", async () => {
    const said = fc.record<Said>({
      artifact: fc.nat(1),
      name: fc.nat(3),
      vulnerability: fc.nat(2),
      state: fc.constantFrom(...inspectorStates),
      advisory: fc.nat(1),
    });
    const key = ({ artifact, name, vulnerability }: Omit<Said, "state" | "advisory">) => `${artifact} ${name} ${vulnerability}`;
    await fc.assert(
      fc.asyncProperty(
        fc.tuple(fc.uniqueArray(fc.nat(3)), fc.uniqueArray(fc.nat(3))),
        fc.uniqueArray(fc.record({ name: fc.nat(3), vulnerability: fc.nat(2) }), { selector: ({ name, vulnerability }) => `${name} ${vulnerability}` }),
        fc.uniqueArray(said, { selector: (each) => `${key(each)} ${each.advisory}`, maxLength: 12 }),
        fc.tuple(fc.constantFrom("ACTIVE", "INACTIVE", null), fc.constantFrom("ACTIVE", "INACTIVE", null)),
        async (held, affected, saids, scans) => {
          await pool().query(`select testing.emptied('${advisoryTables}, ${inspectorTables}')`);
          await inventory.empty();
          const artifacts: number[] = [];
          for (const [place, names] of held.entries())
            artifacts.push((await inventory.ship({ service: "payments", artifact: `part-${place}` }, documentOf(versionsOf(names)))).artifactId);
          const versions = await Promise.all(names.map((name) => givenVersion(pool(), name, "1.0.0")));
          const advisories: number[][] = [];
          for (const vulnerability of [0, 1, 2]) {
            const matches = affected.filter((each) => each.vulnerability === vulnerability).map(({ name }) => ({ name: names[name] ?? "", version: "1.0.0" }));
            const id = await givenVulnerability(pool(), { ids: [`CVE-2026-${vulnerability}`, `GHSA-${vulnerability}`] }, matches);
            advisories.push([
              await givenInspectorAdvisory(pool(), id, `CVE-2026-${vulnerability}`),
              await givenInspectorAdvisory(pool(), id, `GHSA-${vulnerability}`),
            ]);
          }
          await openFindings(pool());
          const resources = await Promise.all(
            artifacts.map((id, place) => givenResource(pool(), { artifactIds: [id], scan: scans[place as 0 | 1] as "ACTIVE" })),
          );
          for (const { artifact, name, vulnerability, state, advisory } of saids)
            await givenInspectorFinding(pool(), {
              resourceId: resources[artifact] ?? 0,
              packageVersionId: versions[name] ?? 0,
              advisoryId: advisories[vulnerability]?.[advisory] ?? 0,
              state,
            });

          const expected = new Map<string, string>();
          for (const artifact of [0, 1])
            for (const name of [0, 1, 2, 3])
              for (const vulnerability of [0, 1, 2]) {
                const own = saids.filter((each) => key(each) === key({ artifact, name, vulnerability })).map(({ state }) => inspectorStates.indexOf(state));
                const state = own.length === 0 ? null : inspectorStates[Math.min(...own)];
                const isHeld = held[artifact as 0 | 1].includes(name);
                const osv = isHeld && affected.some((each) => each.name === name && each.vulnerability === vulnerability);
                const reports = state === "open" || state === "suppressed";
                if (!osv && (state === null || state === "closed")) continue;
                const status = osv ? (reports ? "both" : "osv") : "inspector";
                expected.set(key({ artifact, name, vulnerability }), `${status} ${state} ${!osv && !isHeld}`);
              }
          const found = new Map<string, string>();
          let cursor: string | null = null;
          let meta = null;
          do {
            const list: Awaited<ReturnType<typeof page>> = await page({ limit: 3, ...(cursor === null ? {} : { cursor }) });
            for (const row of list.data) {
              const place = key({
                artifact: artifacts.indexOf(row.artifact.id),
                name: names.indexOf(row.package.name),
                vulnerability: Number(row.vulnerability.id.at(-1)),
              });
              expect(found.has(place)).toBe(false);
              found.set(place, `${row.status} ${row.inspector?.state ?? null} ${row.sbomGap}`);
              const scan = scans[artifacts.indexOf(row.artifact.id) as 0 | 1];
              expect(row.coverage).toBe(scan === "ACTIVE" ? "scanned" : scan === null ? "unverified" : "none");
            }
            meta = list.meta;
            cursor = list.meta.nextCursor;
          } while (cursor !== null);
          expect(found).toEqual(expected);
          const all = [...expected.values()];
          expect(meta.rows).toBe(all.length);
          expect(meta.counts.both + meta.counts.osv + meta.counts.osvNotScanned + meta.counts.inspector).toBe(all.length);
          expect(meta.counts.sbomGaps).toBe(all.filter((each) => each.endsWith("true")).length);
          const gaps = all.filter((each) => each.endsWith("true") && !each.includes("closed")).length;
          expect((await countInspector({ ctx: reader, input: { slug: "payments" } })).sbomGaps).toBe(gaps);
          const csv = await new Response((await exportServiceInspector({ ctx: reader, input: { slug: "payments" } })).body).text();
          expect(csv.trimEnd().split("\r\n")).toHaveLength(all.length + 1);
        },
      ),
      { numRuns: 25 },
    );
  });
});
