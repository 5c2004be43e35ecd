import { describe, expect, it } from "vitest";
import type { VexDocument } from "./model";
import { readVex } from "./read-vex";

const serial = "3e671687-395b-41f5-a30f-a58921a69b79";
const head = {
  bomFormat: "CycloneDX",
  specVersion: "1.6",
  serialNumber: `urn:uuid:${serial}`,
  version: 3,
  metadata: { timestamp: "2026-03-01T00:00:00Z", authors: [{ name: "Acme" }] },
};
const vulnerability = { id: "CVE-2026-1", analysis: { state: "not_affected", justification: "code_not_reachable" }, affects: [{ ref: "pkg:npm/a@1" }] };
const read = (document: object): VexDocument => readVex(Buffer.from(JSON.stringify({ ...head, ...document })));
const readOne = (given: object, document: object = {}) => read({ ...document, vulnerabilities: [{ ...vulnerability, ...given }] });
const faultsOf = ({ faults }: VexDocument) => faults.map(({ code, pointer }) => `${code} ${pointer}`);

describe("a document of CycloneDX", () => {
  it("gives its head, and a statement for each analysis", () => {
    const document = readOne({ advisories: [{ url: "https://acme.test/1" }], references: [{ id: "GHSA-aaaa-bbbb-cccc", source: {} }] });
    expect(document).toMatchObject({
      format: "cyclonedx",
      specVersion: "1.6",
      id: `urn:uuid:${serial}`,
      version: "3",
      author: "Acme",
      statementCount: 1,
      faults: [],
    });
    expect(document.statements).toMatchObject([
      {
        names: ["CVE-2026-1", "GHSA-aaaa-bbbb-cccc"],
        at: Date.parse("2026-03-01T00:00:00Z"),
        justification: "code_not_reachable",
        evidenceUrl: "https://acme.test/1",
        about: [{ product: null, package: 0 }],
      },
    ]);
  });

  it.each([
    ["resolved", "fixed"],
    ["resolved_with_pedigree", "fixed"],
    ["exploitable", "affected"],
    ["in_triage", "under_investigation"],
    ["false_positive", "not_affected"],
    ["not_affected", "not_affected"],
  ])("has the state %s as %s", (state, status) => {
    expect(readOne({ analysis: { state, detail: "So it is.", response: ["update", "will_not_fix"] } }).statements[0]).toMatchObject({
      status,
      detail: "So it is.",
      responses: ["update", "will_not_fix"],
    });
  });

  it("says of a false positive that it is one", () => {
    expect(readOne({ analysis: { state: "false_positive" } }).statements[0]?.detail).toBe("A false positive.");
  });

  it("says something of a component in the product that it stands in, the nearest one", () => {
    const components = [
      { type: "library", "bom-ref": "a", name: "a", purl: "pkg:npm/a@1" },
      {
        type: "container",
        "bom-ref": "image",
        name: "payments/api",
        components: [{ type: "library", "bom-ref": "b", name: "b", purl: "pkg:npm/b", version: "2" }],
      },
    ];
    const metadata = { component: { type: "application", "bom-ref": "root", name: "Shop", group: "acme" } };
    const document = readOne({ affects: [{ ref: "a" }, { ref: "b" }, { ref: "image" }, { ref: "root" }] }, { components, metadata });
    expect(document.products.map(({ names, serial }) => [names[0], serial])).toEqual([
      ["acme/shop", serial],
      ["payments/api", null],
    ]);
    expect(document.packages).toMatchObject([
      { name: "a", range: "1" },
      { name: "b", range: "2" },
    ]);
    expect(document.statements[0]?.about).toEqual([
      { product: 0, package: 0, isGuess: false },
      { product: 1, package: 1, isGuess: false },
      { product: 1, package: null, isGuess: false },
      { product: 0, package: null, isGuess: false },
    ]);
  });

  it("says of single versions what it says of them", () => {
    const versions = [{ version: "1.0" }, { range: "vers:npm/>=2.0.0|<3.0.0", status: "unaffected" }, { version: "4.0", status: "unknown" }];
    const document = readOne({ analysis: { state: "exploitable" }, affects: [{ ref: "pkg:npm/a", versions }] });
    expect(document.statements.map(({ status, about }) => [status, about.map((each) => document.packages[each.package ?? -1]?.range)])).toEqual([
      ["affected", ["1.0"]],
      ["not_affected", [">=2.0.0, <3.0.0"]],
      ["under_investigation", ["4.0"]],
    ]);
  });

  it("follows links into other documents by their serial number", () => {
    const other = "11111111-2222-4333-8444-555555555555";
    const document = readOne({ affects: [{ ref: `urn:cdx:${other}/1#pkg:npm/a@1.0` }, { ref: `urn:cdx:${other}/1#some-ref` }, { ref: `urn:cdx:${other}/1` }] });
    expect(document.products).toMatchObject([{ serial: other }]);
    expect(document.statements[0]?.about).toMatchObject([
      { product: 0, package: 0 },
      { product: 0, package: null },
    ]);
    expect(faultsOf(document)).toEqual(["reference_unknown /vulnerabilities/0/affects/1/ref"]);
  });

  it("may be written in XML", () => {
    const xml = `<?xml version="1.0"?><bom xmlns="http://cyclonedx.org/schema/bom/1.5" version="1"><vulnerabilities><vulnerability><id>CVE-2026-1</id>
      <analysis><state>not_affected</state><justification>code_not_present</justification><responses><response>update</response></responses></analysis>
      <affects><target><ref>pkg:npm/a@1</ref></target></affects></vulnerability></vulnerabilities></bom>`;
    expect(readVex(Buffer.from(xml)).statements).toMatchObject([
      { names: ["CVE-2026-1"], justification: "code_not_present", responses: ["update"], about: [{ package: 0 }] },
    ]);
  });
});

it.each([
  ["no analysis", { analysis: undefined }, ["no_analysis /vulnerabilities/0"]],
  ["an unknown state", { analysis: { state: "fine" } }, ["status_unknown /vulnerabilities/0/analysis/state"]],
  ["no id", { id: undefined }, ["vulnerability_missing /vulnerabilities/0"]],
  ["nothing that it affects", { affects: [] }, ["products_missing /vulnerabilities/0/affects"]],
  ["a reference to nothing", { affects: [{ ref: "nothing" }] }, ["reference_unknown /vulnerabilities/0/affects/0/ref"]],
  [
    "a range that is none",
    { affects: [{ ref: "pkg:npm/a", versions: [{ range: "vers:npm/" }] }] },
    ["range_unreadable /vulnerabilities/0/affects/0/versions/0"],
  ],
])("a vulnerability with %s says nothing, and its place is said", (_, given, faults) => {
  const document = readOne(given);
  expect(document.statements).toEqual([]);
  expect(faultsOf(document)).toEqual(faults);
});

it("a component in a product that has no name is in no product, and not everywhere", () => {
  const metadata = { component: { type: "application" } };
  const document = readOne(
    { affects: [{ ref: "a" }] },
    { metadata, components: [{ type: "library", "bom-ref": "a", purl: "pkg:npm/a" }], serialNumber: undefined },
  );
  expect(document.statements).toEqual([]);
  expect(faultsOf(document)).toEqual(["product_unreadable /vulnerabilities/0/affects/0"]);
});
