import * as mandatory from "@secvisogram/csaf-validator-lib/mandatoryTests.js";
import { csaf_2_0_strict } from "@secvisogram/csaf-validator-lib/schemaTests.js";
import validate from "@secvisogram/csaf-validator-lib/validate.js";
import { Ajv } from "ajv";
import addFormats from "ajv-formats";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cyclonedxValidator } from "@/lib/sbom/validate/json-validator";
import { decisionResponses, justifications } from "../../words";
import { type VexDocument, vexFormats } from "../read/model";
import { readVex } from "../read/read-vex";
import type { ExportedStatement, VexExport } from "./model";
import { openvexSchema } from "./test-openvex-schema";
import { vexWriters } from "./write-vex";

const digest = `sha256:${"a".repeat(64)}`;
const base: Omit<VexExport, "statements"> = {
  id: "01999999-0000-7000-8000-000000000001",
  subject: "payments",
  title: "Decisions of payments",
  at: new Date("2026-11-30T10:00:00Z"),
  publisher: { url: "https://wherein.test", name: "Wherein of Acme" },
  tool: { name: "Wherein", version: "1.0.0" },
  artifacts: [
    { service: "payments", name: "api-image", kind: "image", ref: "main", version: "2.31.0", digest },
    { service: "payments", name: "@acme/web tool", kind: "package", ref: "main", version: null, digest: null },
  ],
  components: [
    { ecosystem: "npm", name: "@scope/a", version: "1.0.0", release: "" },
    { ecosystem: "deb", name: "debian/openssl", version: "1:3.0.7-1", release: "debian-12" },
    { ecosystem: "unidentified", name: "libfoo & co", version: "", release: "" },
  ],
};
const statement: ExportedStatement = {
  vulnerability: { id: "CVE-2026-1000", aliases: ["GHSA-aaaa-bbbb-cccc"], summary: "It breaks." },
  status: "not_affected",
  justification: "code_not_reachable",
  responses: [],
  detail: "Never called.",
  evidenceUrl: "https://acme.test/why",
  acceptedUntil: null,
  at: new Date("2026-11-01T00:00:00Z"),
  about: [
    [0, 0],
    [1, 2],
  ],
};

const openvex = addFormats.default(new Ajv({ strict: false })).compile(openvexSchema);

/** What is wrong with a document by the rules of its format; nothing where it is valid. */
async function faultsOf(format: (typeof vexFormats)[number], text: string): Promise<unknown[]> {
  const document = JSON.parse(text) as object;
  if (format === "openvex") return openvex(document) ? [] : (openvex.errors ?? []);
  if (format === "cyclonedx") return cyclonedxValidator("1.6")?.judge(document) ?? ["no schema"];
  const { tests } = await validate([csaf_2_0_strict, ...Object.values(mandatory)], document);
  return tests.flatMap(({ name, errors }) => errors.map(({ instancePath, message }) => `${name} ${instancePath} ${message}`));
}

/** A status with what belongs to it, as decisions have it. */
const statements = fc
  .record({
    number: fc.integer({ min: 1000, max: 1005 }),
    isCve: fc.boolean(),
    status: fc.constantFrom("affected" as const, "not_affected" as const, "fixed" as const, "under_investigation" as const),
    justification: fc.option(fc.constantFrom(...justifications)),
    responses: fc.uniqueArray(fc.constantFrom(...decisionResponses), { maxLength: 3 }),
    detail: fc.option(fc.string({ minLength: 1, unit: "grapheme" }).filter((text) => text.trim() !== "")),
    evidenceUrl: fc.option(fc.webUrl()),
    isAccepted: fc.boolean(),
    summary: fc.option(fc.constant("It breaks.")),
    about: fc.uniqueArray(fc.tuple(fc.nat(1), fc.nat(2)), { minLength: 1, selector: String }),
  })
  .map(({ number, isCve, isAccepted, summary, ...rest }): ExportedStatement => {
    const isNot = rest.status === "not_affected";
    return {
      ...rest,
      vulnerability: isCve ? { id: `CVE-2026-${number}`, aliases: ["GHSA-aaaa-bbbb-cccc"], summary } : { id: `RUSTSEC-2026-${number}`, aliases: [], summary },
      justification: isNot ? rest.justification : null,
      detail: isNot && rest.justification === null ? (rest.detail ?? "So it is.") : rest.detail,
      acceptedUntil: rest.status === "affected" && isAccepted ? new Date("2027-01-01T00:00:00Z") : null,
      at: statement.at,
    };
  });

/** Of each finding only one decision counts, so of each vulnerability a pair is said once. */
function eachPairOnce(given: readonly ExportedStatement[]): ExportedStatement[] {
  const seen = new Set<string>();
  return given.flatMap((each) => {
    const about = each.about.filter((pair) => !seen.has(`${each.vulnerability.id} ${pair}`));
    for (const pair of about) seen.add(`${each.vulnerability.id} ${pair}`);
    return about.length === 0 ? [] : [{ ...each, about }];
  });
}

it.each(vexFormats)("what is no %s is told from what is", async (format) => {
  expect(await faultsOf(format, "{}")).not.toEqual([]);
  // A CycloneDX document may say nothing; the others must say something.
  const empty = await faultsOf(format, vexWriters[format].write({ ...base, statements: [] }));
  expect(empty.length > 0).toBe(format !== "cyclonedx");
});

describe.each(vexFormats)("an export as %s", (format) => {
  const write = (given: readonly ExportedStatement[]) => vexWriters[format].write({ ...base, statements: given });

  it("is valid, whatever was decided", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(statements, { minLength: 1, maxLength: 8 }), async (given) => {
        expect(await faultsOf(format, write(eachPairOnce(given)))).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });

  it("says the same when it is imported again", () => {
    fc.assert(
      fc.property(fc.array(statements, { minLength: 1, maxLength: 8 }), (given) => {
        const said = eachPairOnce(given);
        const document = readVex(Buffer.from(write(said)));
        expect(document.faults).toEqual([]);
        expect(saidBy(document)).toEqual(
          said
            .flatMap(({ vulnerability, status, about }) => about.map(([artifact, component]) => `${vulnerability.id} ${status} ${artifact} ${component}`))
            .sort(),
        );
      }),
    );
  });
});

/** Vulnerability, status, artifact and package of each thing that a document says. */
function saidBy({ statements, products, packages }: VexDocument): string[] {
  const artifacts = products.map(({ digests }) => (digests[0] === digest ? 0 : 1));
  const components = packages.map(({ name }) => base.components.findIndex((each) => each.name === name));
  const said = statements.flatMap(({ names, status, about }) =>
    about.map((each) => `${names[0]} ${status} ${artifacts[each.product ?? -1]} ${components[each.package ?? -1]}`),
  );
  return [...new Set(said)].sort();
}

it("the reasons survive in each format's own words", () => {
  const reasons = (given: ExportedStatement) =>
    vexFormats.map((format) => {
      const [read] = readVex(Buffer.from(vexWriters[format].write({ ...base, statements: [given] }))).statements;
      return [read?.justification, read?.detail];
    });
  expect(reasons(statement)).toEqual([
    ["code_not_reachable", "Never called."],
    ["code_not_reachable", "Never called."],
    ["code_not_reachable", "Never called."],
  ]);
  expect(reasons({ ...statement, justification: "requires_environment", detail: null })).toEqual([
    ["code_not_reachable", "requires_environment"],
    ["requires_environment", null],
    ["code_not_reachable", "requires_environment"],
  ]);
  expect(reasons({ ...statement, justification: "component_not_present", detail: null })).toEqual([
    ["component_not_present", null],
    [null, "component_not_present"],
    ["component_not_present", null],
  ]);
});
