import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { gunzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { importVex, type VexImport } from "@/lib/decisions/vex";
import { startVexQueue } from "@/lib/decisions/vex/vex-lane";
import { documentOf, withInventory } from "./inventory-fixture";
import { bundleThread } from "./setup/bundle-thread";
import { ada, givenPeople } from "./setup/decision-people";
import { givenVulnerability, openFindings } from "./setup/given-vulnerability";

const file = resolve(import.meta.dirname, "../../../shared/corpus/vex/dhi-openvex.jsonl.gz");
const isHere = existsSync(file);
if (!isHere) process.stderr.write("The corpus of real VEX documents is not here (../shared/corpus): its test is skipped.\n");

const inventory = withInventory();
const documents = isHere ? gunzipSync(readFileSync(file)).toString().trim().split("\n") : [];

async function importAll(): Promise<VexImport[]> {
  const imports: VexImport[] = [];
  for (const [i, document] of documents.entries())
    imports.push(await importVex({ ctx: ada, input: { content: Buffer.from(document), options: { name: `${i}.json` } } }));
  return imports;
}

const sum = (imports: readonly VexImport[], of: (given: VexImport["report"]) => number) => imports.reduce((total, { report }) => total + of(report), 0);
const count = async (text: string) => (await inventory.database.pool.query(text)).rows[0].n;

describe.skipIf(!isHere)("the OpenVEX documents of a publisher who gives all of them one id and one version", () => {
  // Two of them are large.
  let stop = async () => {};
  beforeAll(async () => {
    stop = startVexQueue(await bundleThread("lib/decisions/vex/vex-thread.ts"));
  });
  afterAll(() => stop());

  it("are imported completely, each statement once, and once only", async () => {
    const { pool } = inventory.database;
    await givenPeople(pool);
    await inventory.ship(
      { service: "shop", artifact: "dhi/golang", kind: "image" },
      documentOf([{ name: "libc6", version: "2.41-12", purl: "pkg:deb/debian/libc6@2.41-12" }]),
    );
    await givenVulnerability(pool, { ids: ["CVE-2019-1010024", "DEBIAN-CVE-2019-1010024"] }, [{ ecosystem: "deb", name: "debian/libc6", version: "2.41-12" }]);
    await openFindings(pool);
    const first = await importAll();
    expect(first.map(({ outcome }) => outcome)).toEqual(documents.map(() => "imported"));
    expect(sum(first, ({ statements }) => statements)).toBe(6_705);
    expect(sum(first, ({ read }) => read)).toBe(6_705);
    expect(sum(first, ({ faultCount }) => faultCount)).toBe(0);
    expect(sum(first, ({ nowhere }) => nowhere)).toBe(0);
    expect(sum(first, ({ ended }) => ended)).toBe(0);
    const decisions = await count("select count(*)::int as n from decision");
    expect(sum(first, (report) => report.decisions)).toBe(decisions);
    const unsaid = `select count(*)::int as n from vex_said v where not exists (select from decision d where d.id = v.decision_id)`;
    expect(await count(unsaid)).toBe(0);
    expect(await count("select count(*)::int as n from open_finding where state = 'not_affected'")).toBe(1);

    const again = await importAll();
    expect(again.map(({ outcome }) => outcome)).toEqual(documents.map(() => "unchanged"));
    expect(await count("select count(*)::int as n from decision")).toBe(decisions);
  });
});
