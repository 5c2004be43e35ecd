import { expect, test } from "vitest";
import { readBom } from "../read-bom";
import { judgeQuality } from "./judge-quality";
import type { ProfileId, ProfileResult, RuleResult } from "./model";
import { judgeAge } from "./readiness";

const sha512 = "ab".repeat(64);
const maker = { name: "ACME", url: ["https://acme.example"] };
const properties = [
  { name: "bsi:component:filename", value: "a.jar" },
  { name: "bsi:component:executable", value: "executable" },
  { name: "bsi:component:archive", value: "archive" },
  { name: "bsi:component:structured", value: "structured" },
];
const component = (name: string) => ({
  type: "library",
  "bom-ref": name,
  name,
  version: "1.0.0",
  purl: `pkg:npm/${name}@1.0.0`,
  manufacturer: maker,
  licenses: [{ license: { id: "MIT", acknowledgement: "concluded" } }],
  externalReferences: [{ type: "distribution", url: "https://acme.example/a", hashes: [{ alg: "SHA-512", content: sha512 }] }],
  properties,
});

/** A document in which nothing is missing. */
function whole() {
  return {
    bomFormat: "CycloneDX",
    specVersion: "1.6",
    serialNumber: "urn:uuid:3e671687-395b-41f5-a30f-a58921a69b79",
    metadata: {
      timestamp: "2026-01-02T03:04:05Z",
      lifecycles: [{ phase: "build" }],
      tools: { components: [{ type: "application", name: "maker", version: "2" }] },
      authors: [{ name: "Ada", email: "ada@acme.example" }],
      component: component("app"),
    },
    components: [component("a"), component("b")],
    dependencies: [
      { ref: "app", dependsOn: ["a"] },
      { ref: "a", dependsOn: ["b"] },
    ],
  };
}
type Document = ReturnType<typeof whole>;

function judge(document: object): ProfileResult[] {
  return judgeQuality(readBom(Buffer.from(JSON.stringify(document)), { details: true }));
}
function failed(document: object): string[] {
  return judge(document).flatMap(({ id, rules }) =>
    rules.filter(({ level, outcome }) => level === "required" && outcome === "fail").map((rule) => `${id} ${rule.id}`),
  );
}
function ruleOf(results: ProfileResult[], profile: ProfileId, id: string): RuleResult {
  const rule = results.find((result) => result.id === profile)?.rules.find((each) => each.id === id);
  if (!rule) throw new Error(`no rule ${profile} ${id}`);
  return rule;
}

test("a document in which nothing is missing passes every profile", () => {
  expect(failed(whole())).toEqual([]);
  expect(judge(whole()).map(({ id, outcome }) => `${id}: ${outcome}`)).toEqual([
    "readiness: pass",
    "ntia-2021: pass",
    "cisa-2025-draft: pass",
    "bsi-tr-03183-2-2.1: pass",
  ]);
});

const [ntia, cisa, bsi, ready] = ["ntia-2021", "cisa-2025-draft", "bsi-tr-03183-2-2.1", "readiness"];
const b = (document: Document) => document.components[1] as Partial<ReturnType<typeof component>>;

test.each([
  ["a maker", (d) => delete b(d).manufacturer, [`${ntia} supplier-name`, `${cisa} software-producer`, `${bsi} component-creator`]],
  ["a contact of the maker", (d) => Object.assign(b(d), { manufacturer: { name: "ACME" } }), [`${bsi} component-creator`]],
  [
    "a version",
    (d) => Object.assign(b(d), { version: undefined, purl: "pkg:npm/b" }),
    [`${ready} orderable-version`, `${ntia} component-version`, `${cisa} component-version`, `${bsi} component-version`],
  ],
  ["a version that can be ordered", (d) => Object.assign(b(d), { version: "main", purl: "pkg:npm/b@main" }), [`${ready} orderable-version`]],
  [
    "an identifier",
    (d) => delete b(d).purl,
    [`${ready} canonical-purl`, `${ready} orderable-version`, `${ntia} other-unique-identifiers`, `${cisa} software-identifiers`],
  ],
  ["a licence", (d) => delete b(d).licenses, [`${cisa} license`, `${bsi} distribution-licences`]],
  ["a hash", (d) => delete b(d).externalReferences, [`${cisa} component-hash`, `${bsi} deployable-hash`]],
  ["a file name and traits", (d) => delete b(d).properties, [`${bsi} filename`, `${bsi} executable`, `${bsi} archive`, `${bsi} structured`]],
  ["an edge", (d) => d.dependencies.pop(), [`${ready} reachable`, `${ntia} dependency-relationship`, `${cisa} dependency-relationship`, `${bsi} dependencies`]],
  ["an author", (d) => Object.assign(d.metadata, { authors: [] }), [`${ntia} sbom-author`, `${cisa} sbom-author`, `${bsi} sbom-creator`]],
  ["an author's contact", (d) => Object.assign(d.metadata, { authors: [{ name: "Ada" }] }), [`${bsi} sbom-creator`]],
  ["a time stamp", (d) => Object.assign(d.metadata, { timestamp: undefined }), [`${ntia} timestamp`, `${cisa} timestamp`, `${bsi} timestamp`]],
  ["a tool", (d) => Object.assign(d.metadata, { tools: undefined }), [`${cisa} tool-name`]],
  ["a life cycle", (d) => Object.assign(d.metadata, { lifecycles: undefined }), [`${cisa} generation-context`]],
  ["a new version of the format", (d) => Object.assign(d, { specVersion: "1.5" }), [`${bsi} format`]],
] as [string, (document: Document) => unknown, string[]][])("what is lost without %s", (_, remove, expected) => {
  const document = whole();
  remove(document);
  expect(failed(document)).toEqual(expected);
});

test("without a graph every component is an offender, and the first few are named", () => {
  const document = { ...whole(), dependencies: [], components: Array.from({ length: 9 }, (_, i) => component(`c${i}`)) };
  const rule = ruleOf(judge(document), "readiness", "reachable");
  expect(rule).toMatchObject({ outcome: "fail", met: 0, total: 9 });
  expect(rule.offenders).toEqual([0, 1, 2, 3, 4].map((i) => ({ name: `c${i}`, version: "1.0.0", purl: `pkg:npm/c${i}@1.0.0` })));
});

test("a few odd components cost no readiness, but every standard", () => {
  const document = { ...whole(), components: Array.from({ length: 40 }, (_, i) => component(`c${i}`)) };
  Object.assign(document.components[7] ?? {}, { purl: undefined });
  const results = judge(document);
  expect(ruleOf(results, "readiness", "canonical-purl")).toMatchObject({ outcome: "pass", met: 39, total: 40 });
  expect(ruleOf(results, "ntia-2021", "other-unique-identifiers")).toMatchObject({ outcome: "fail", met: 40, total: 41 });
});

test("a document without components passes nothing", () => {
  const results = judge({ bomFormat: "CycloneDX", specVersion: "1.6", components: [] });
  expect(results.map(({ outcome }) => outcome)).toEqual(["fail", "fail", "fail", "fail"]);
  expect(ruleOf(results, "ntia-2021", "component-name")).toMatchObject({ outcome: "fail", met: 0, total: 0 });
});

test("what cannot be judged says why and decides nothing", () => {
  expect(ruleOf(judge(whole()), "cisa-2025-draft", "coverage")).toMatchObject({
    outcome: "notJudged",
    total: 0,
    why: "A document does not show what it leaves out.",
  });
});

test("SPDX is judged by the same rules", () => {
  const results = judge({
    spdxVersion: "SPDX-2.3",
    SPDXID: "SPDXRef-DOCUMENT",
    name: "x",
    dataLicense: "CC0-1.0",
    documentNamespace: "https://example.com/x",
    creationInfo: { created: "2026-01-02T03:04:05Z", creators: ["Tool: x-1", "Person: Ada (ada@acme.example)"] },
    documentDescribes: ["SPDXRef-app"],
    packages: [
      {
        SPDXID: "SPDXRef-app",
        name: "app",
        versionInfo: "1",
        supplier: "Organization: ACME (x@acme.example)",
        licenseConcluded: "NONE",
        downloadLocation: "NONE",
      },
      { SPDXID: "SPDXRef-a", name: "a", versionInfo: "1", licenseConcluded: "NOASSERTION", downloadLocation: "NONE" },
    ],
    relationships: [{ spdxElementId: "SPDXRef-app", relationshipType: "DEPENDS_ON", relatedSpdxElement: "SPDXRef-a" }],
  });
  expect(ruleOf(results, "ntia-2021", "sbom-author")).toMatchObject({ outcome: "pass", found: "Ada" });
  expect(ruleOf(results, "cisa-2025-draft", "tool-name")).toMatchObject({ outcome: "pass", found: "x 1" });
  expect(ruleOf(results, "ntia-2021", "dependency-relationship").outcome).toBe("pass");
  expect(ruleOf(results, "cisa-2025-draft", "license")).toMatchObject({ met: 1, total: 2, offenders: [{ name: "a" }] });
  expect(ruleOf(results, "bsi-tr-03183-2-2.1", "format")).toMatchObject({ outcome: "fail", found: "spdx-json 2.3" });
});

test.each([
  ["2026-03-01T00:00:00Z", "pass", "today"],
  ["2026-02-28T00:00:00Z", "pass", "1 day old"],
  ["2026-01-31T00:00:00Z", "pass", "29 days old"],
  ["2026-01-30T00:00:00Z", "fail", "30 days old"],
  ["2025-02-01T00:00:00Z", "fail", "12 months old"],
  ["2022-12-01T00:00:00Z", "fail", "3 years old"],
  [null, "fail", "The document does not say when it was made."],
])("the age of a document of %s: %s", (createdAt, outcome, found) => {
  const now = new Date("2026-03-01T12:00:00Z");
  expect(judgeAge(createdAt === null ? null : new Date(createdAt), now, 30)).toMatchObject({ outcome, found });
});
