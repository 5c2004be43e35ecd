import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { gunzipSync } from "node:zlib";
import { Ajv2020, type ErrorObject } from "ajv/dist/2020";
import addFormats from "ajv-formats";
import { describe, expect, it } from "vitest";
import type { Advisory } from "@/lib/advisories/model";
import { type OsvReading, readOsvRecord } from "@/lib/advisories/osv";

const corpus = resolve(import.meta.dirname, "../../../shared/corpus");
const isHere = existsSync(join(corpus, "osv"));
if (!isHere) process.stderr.write("The corpus of OSV records is not here (../shared/corpus/osv): its tests are skipped.\n");

/** The lines of a source's file, one record each. */
function linesOf(source: string): Buffer[] {
  const bytes = gunzipSync(readFileSync(join(corpus, "osv", source, `${source}.jsonl.gz`)));
  const lines: Buffer[] = [];
  for (let from = 0; from < bytes.length; ) {
    const end = bytes.indexOf(10, from);
    const to = end < 0 ? bytes.length : end;
    if (to > from) lines.push(bytes.subarray(from, to));
    from = to + 1;
  }
  return lines;
}

const sources = isHere ? readdirSync(join(corpus, "osv"), { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? [entry.name] : [])) : [];

/** Records whose lists name versions with a place in the order outside of their own ranges: their authors' doing, and both count. */
const outsideOfRanges = new Set([
  ...["3605", "3611", "3612", "3661", "3662", "3663", "3682", "3803", "3959", "3960", "3961", "3975"].map((number) => `MAL-2025-${number}`),
  "PYSEC-2021-114",
  "PYSEC-2023-61",
  "PYSEC-2026-3486",
]);

/** True when a listed version that has a place in the order is in none of its package's ranges. */
function listsOutside({ ranges, versions }: Advisory): boolean {
  const ranged = new Set(ranges.filter(({ hi }) => hi === null || hi.length > 0).map(({ name, release }) => `${name} ${release}`));
  return versions.some(({ name, release, versionKey }) => versionKey !== null && ranged.has(`${name} ${release}`));
}

describe.skipIf(!isHere)("real OSV records", () => {
  it("are all read; what they list lies inside their ranges, but for known exceptions", { timeout: 300_000 }, () => {
    const outside: string[] = [];
    const refused: string[] = [];
    for (const source of sources) {
      const count = { records: 0, ranges: 0, versions: 0, undetermined: 0, skipped: 0, malware: 0 };
      for (const line of linesOf(source)) {
        const found = readOsvRecord(line);
        count.records++;
        if (found.kind === "refused") {
          refused.push(`${found.key} ${found.code} ${found.pointer} ${found.detail}`);
          continue;
        }
        const { advisory } = found;
        count.ranges += advisory.ranges.length;
        count.versions += advisory.versions.length;
        count.undetermined += advisory.ranges.filter(({ hi }) => hi?.length === 0).length;
        count.skipped += advisory.skipped.length;
        if (advisory.kind === "malware") count.malware++;
        if (listsOutside(advisory)) outside.push(advisory.key);
      }
      console.info(source, JSON.stringify(count));
    }
    expect(refused).toEqual([]);
    expect(outside.sort()).toEqual([...outsideOfRanges].sort());
  });
});

/** Where the reader takes what the schema forbids, on purpose (see `checkRecord`), by the place in the schema. */
const takenOnPurpose = [
  /^#\/\$defs\/prefix\/pattern/,
  /^#\/\$defs\/ecosystemWithSuffix\/pattern/,
  /^#\/additionalProperties/,
  /\/severity\/items\/(?:allOf|properties\/type\/enum)/,
  // Severities both above and per package.
  /^#\/allOf\/0/,
  // A GIT range's repository and full hashes.
  /\/ranges\/items\/allOf\/[01]\//,
  /^#\/properties\/credits\//,
  /\/references\/items\/properties\/(?:type\/enum|url\/format)/,
];

const isTakenOnPurpose = (errors: readonly ErrorObject[]) => errors.every(({ schemaPath }) => takenOnPurpose.some((place) => place.test(schemaPath)));

/** What the schema allows and PostgreSQL or a person cannot use. */
const refusedOnPurpose = new Set(["id_unusable", "too_large", "too_many_parts", "too_deep"]);

function officialSchema() {
  const ajv = new Ajv2020({ allErrors: true, strict: false });
  addFormats(ajv);
  return ajv.compile(JSON.parse(readFileSync(join(corpus, "vectors/osv-schema/schema.json"), "utf8")));
}

/** Repeatable numbers from 0 to 1 (mulberry32). */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const replacements: unknown[] = [null, 0, "", "x", [], {}, [1], [{}], true, "2026-13-01T00:00:00Z"];

/** Changes one place of the value, at any depth: takes it away, or puts another value there. */
function mutate(value: unknown, random: () => number): void {
  if (typeof value !== "object" || value === null) return;
  const holder = value as Record<string, unknown>;
  const keys = Object.keys(holder);
  const key = keys[Math.floor(random() * keys.length)];
  if (key === undefined) return;
  if (random() < 0.65 && typeof holder[key] === "object" && holder[key] !== null && Object.keys(holder[key]).length > 0) mutate(holder[key], random);
  else if (random() < 0.3 && !Array.isArray(value)) delete holder[key];
  else holder[key] = replacements[Math.floor(random() * replacements.length)];
}

describe.skipIf(!isHere)("the verdict on a record is the official schema's", () => {
  const judge = isHere ? officialSchema() : null;
  const differs = (value: unknown, found: OsvReading): string | null => {
    const isValid = judge?.(value) === true;
    if (found.kind === "refused") return isValid && !refusedOnPurpose.has(found.code) ? `refused: ${found.code} ${found.pointer}` : null;
    return isValid || isTakenOnPurpose(judge?.errors ?? [])
      ? null
      : `taken: ${judge?.errors?.map(({ schemaPath, instancePath }) => `${schemaPath} ${instancePath}`).join(", ")}`;
  };
  it("on real ones", { timeout: 300_000 }, () => {
    const different = sources.flatMap((source) => linesOf(source).flatMap((line) => differs(JSON.parse(line.toString()), readOsvRecord(line)) ?? []));
    expect(different).toEqual([]);
  });
  it("on changed ones", { timeout: 300_000 }, () => {
    const random = randomFrom(1);
    const different: string[] = [];
    let refused = 0;
    for (const source of sources) {
      for (const [at, line] of linesOf(source).entries()) {
        if (at % 60 !== 0 || line.length > 20_000) continue;
        for (let change = 0; change < 15; change++) {
          const value: unknown = JSON.parse(line.toString());
          mutate(value, random);
          const found = readOsvRecord(Buffer.from(JSON.stringify(value)));
          if (found.kind === "refused") refused++;
          const difference = differs(value, found);
          if (difference !== null) different.push(`${difference}: ${JSON.stringify(value).slice(0, 300)}`);
        }
      }
    }
    expect(refused).toBeGreaterThan(1_000);
    expect(different).toEqual([]);
  });
});

const vectors = join(corpus, "vectors");
const readVector = (folder: string, file: string) => readOsvRecord(readFileSync(join(vectors, folder, file)));
const jsonOf = (folder: string, ending: string) => (isHere ? readdirSync(join(vectors, folder)).filter((file) => file.endsWith(ending)) : []);

describe.skipIf(!isHere)("OSV's own examples", () => {
  it.each(jsonOf("osv-schema-ghsa-convert", ".osv.json"))("%s, as GitHub's own ranges say", (file) => {
    const found = readVector("osv-schema-ghsa-convert", file);
    expect(found).toMatchObject({ kind: "advisory", advisory: { skipped: [] } });
    const ghsa: { vulnerabilities: { nodes: { firstPatchedVersion: { identifier: string } | null }[] } } = JSON.parse(
      readFileSync(join(vectors, "osv-schema-ghsa-convert", file.replace(".osv.json", ".json")), "utf8"),
    );
    // Every fix that GitHub names ends a range, but for exact versions, which are listed.
    const fixes = ghsa.vulnerabilities.nodes.flatMap(({ firstPatchedVersion }) => firstPatchedVersion?.identifier ?? []);
    if (found.kind === "advisory") expect(new Set(found.advisory.ranges.flatMap(({ fixed }) => fixed ?? []))).toEqual(new Set(fixes));
  });
  it.each(jsonOf("osv-schema-linter", ".json"))("%s of the linter", (file) => {
    const found = readVector("osv-schema-linter", file);
    if (file.startsWith("nointroduced")) expect(found).toMatchObject({ kind: "refused", code: "not_introduced", pointer: "/affected/0/ranges/0/events" });
    else expect(found.kind).toBe("advisory");
  });
});
