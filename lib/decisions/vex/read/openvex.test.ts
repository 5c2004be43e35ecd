import { describe, expect, it } from "vitest";
import type { VexDocument } from "./model";
import { readVex } from "./read-vex";

const read = (document: object): VexDocument => readVex(Buffer.from(JSON.stringify(document)));
const head = {
  "@context": "https://openvex.dev/ns/v0.2.0",
  "@id": "https://example.test/vex/1",
  author: "Acme",
  timestamp: "2026-03-01T10:00:00Z",
  version: 2,
};
const statement = { vulnerability: { name: "CVE-2026-1" }, products: [{ "@id": "pkg:npm/left-pad@1.3.0" }], status: "fixed" };
const readOne = (given: object) => read({ ...head, statements: [{ ...statement, ...given }] });
const faultsOf = ({ faults }: VexDocument) => faults.map(({ code, pointer }) => `${code} ${pointer}`);

describe("a document of OpenVEX 0.2.0", () => {
  it("gives its head, and statements with the document's time where they have none", () => {
    const document = read({ ...head, statements: [statement, { ...statement, timestamp: "2026-02-01T00:00:00.123456-06:00" }] });
    expect(document).toMatchObject({
      format: "openvex",
      specVersion: "0.2.0",
      id: "https://example.test/vex/1",
      version: "2",
      author: "Acme",
      statementCount: 2,
      faultCount: 0,
    });
    expect(document.statements.map(({ at }) => new Date(at ?? 0).toISOString())).toEqual(["2026-03-01T10:00:00.000Z", "2026-02-01T06:00:00.123Z"]);
  });

  it("says something of a package anywhere, and of everything in an artifact that is called so", () => {
    const { packages, products, statements } = readOne({ products: [{ "@id": "pkg:maven/org.acme/app@2.0" }] });
    expect(packages).toMatchObject([{ ecosystem: "maven", name: "org.acme:app", range: "2.0" }]);
    expect(products).toMatchObject([{ names: ["org.acme:app"], version: "2.0" }]);
    expect(statements[0]?.about).toEqual([
      { product: null, package: 0, isGuess: false },
      { product: 0, package: null, isGuess: true },
    ]);
  });

  it("says something of a package of a distribution anywhere only: nobody's artifact is one", () => {
    expect(readOne({ products: [{ "@id": "pkg:deb/debian/libc6" }] })).toMatchObject({ products: [], packages: [{ name: "debian/libc6", range: null }] });
  });

  it("says something of packages in a product only where the product has subcomponents", () => {
    const document = readOne({
      products: [{ "@id": "pkg:oci/acme%2Fapi", subcomponents: [{ "@id": "pkg:npm/a@1" }, { "@id": "pkg:npm/b" }] }, { "@id": "pkg:docker/acme/web" }],
    });
    expect(document.products.map(({ names }) => names)).toEqual([["acme/api"], ["acme/web"]]);
    expect(document.statements[0]?.about).toEqual([
      { product: 0, package: 0, isGuess: false },
      { product: 0, package: 1, isGuess: false },
      { product: 1, package: null, isGuess: false },
    ]);
  });

  it.each([
    [`pkg:oci/alpine@sha256%3A${"a".repeat(64)}`, { digests: [`sha256:${"a".repeat(64)}`], version: null }],
    ["pkg:oci/api?repository_url=ghcr.io/acme/api&tag=1", { names: ["ghcr.io/acme/api", "acme/api"], digests: [] }],
    ["pkg:oci/api?repository_url=ghcr.io%2Facme", { names: ["ghcr.io/acme/api", "acme/api"] }],
    ["pkg:docker/library/debian@12", { names: ["library/debian"], version: "12" }],
    ["https://acme.test/products/Shop", { names: ["https://acme.test/products/shop"], version: null }],
  ])("knows the product %s by digest, or by its whole name", (id, product) => {
    expect(readOne({ products: [{ "@id": id }] }).products).toMatchObject([product]);
  });

  it("reads products by their purl and hashes where their id is none", () => {
    const document = readOne({ products: [{ "@id": "https://acme.test/a", identifiers: { purl: "pkg:npm/a@1" } }, { hashes: { "sha-256": "B".repeat(64) } }] });
    expect(document.packages).toMatchObject([{ name: "a", range: "1" }]);
    expect(document.products[1]).toMatchObject({ digests: [`sha256:${"b".repeat(64)}`] });
  });

  it.each([
    ["component_not_present", "component_not_present"],
    ["vulnerable_code_not_present", "code_not_present"],
    ["vulnerable_code_not_in_execute_path", "code_not_reachable"],
    ["vulnerable_code_cannot_be_controlled_by_adversary", "code_not_controllable"],
    ["inline_mitigations_already_exist", "protected_by_mitigating_control"],
  ])("has the justification %s as %s", (word, justification) => {
    expect(readOne({ status: "not_affected", justification: word }).statements[0]).toMatchObject({ status: "not_affected", justification });
  });

  it("always says why something is not affected", () => {
    expect(readOne({ status: "not_affected", impact_statement: "Removed.", status_notes: "By hand." }).statements[0]?.detail).toBe("Removed.\nBy hand.");
    const without = readOne({ status: "not_affected" });
    expect(without.statements[0]).toMatchObject({ justification: null, detail: "The document gives no reason." });
    expect(faultsOf(without)).toEqual(["justification_missing /statements/0/justification"]);
    const unknown = readOne({ status: "not_affected", justification: "because" });
    expect(unknown.statements[0]).toMatchObject({ justification: null, detail: "because" });
    const misplaced = readOne({ status: "affected", justification: "component_not_present", action_statement: "Update." });
    expect(misplaced.statements[0]).toMatchObject({ status: "affected", justification: null, detail: "component_not_present\nUpdate." });
    expect([...faultsOf(unknown), ...faultsOf(misplaced)]).toEqual([
      "justification_unknown /statements/0/justification",
      "justification_misplaced /statements/0/justification",
    ]);
  });

  it("takes the name, the id in the address and the aliases of a vulnerability for its ids", () => {
    const vulnerability = { "@id": "https://nvd.nist.gov/vuln/detail/CVE-2026-9", name: "GHSA-aaaa-bbbb-cccc", aliases: ["CVE-2026-9", "RUSTSEC-2026-0001"] };
    expect(readOne({ vulnerability }).statements[0]?.names).toEqual(["GHSA-aaaa-bbbb-cccc", "CVE-2026-9", "RUSTSEC-2026-0001"]);
  });
});

it("a document of OpenVEX 0.0.1 has texts where later ones have objects", () => {
  const document = read({
    "@context": "https://openvex.dev/ns",
    version: "1",
    statements: [
      { vulnerability: "CVE-2026-1", products: ["pkg:apk/wolfi/git@2.39.0-r1?arch=armv7"], status: "fixed" },
      { vulnerability: "CVE-2026-1", products: ["pkg:oci/app"], subcomponents: ["pkg:apk/wolfi/git"], status: "affected" },
    ],
  });
  expect(document).toMatchObject({ specVersion: "0.0.1", version: "1", faults: [], packages: [{ name: "wolfi/git", range: "2.39.0-r1" }, { range: null }] });
  expect(document.statements[1]?.about).toEqual([{ product: 0, package: 1, isGuess: false }]);
});

it.each([
  ["a statement that is a text", { statements: ["x"] }, ["not_an_object /statements/0"]],
  ["statements that are no list", { statements: {} }, ["not_a_list /statements"]],
  ["no vulnerability", { statements: [{ ...statement, vulnerability: {} }] }, ["vulnerability_missing /statements/0/vulnerability"]],
  ["a vulnerability of a number", { statements: [{ ...statement, vulnerability: 7 }] }, ["vulnerability_unreadable /statements/0/vulnerability"]],
  ["no status", { statements: [{ ...statement, status: undefined }] }, ["status_missing /statements/0/status"]],
  ["an unknown status", { statements: [{ ...statement, status: "FIXED" }] }, ["status_unknown /statements/0/status"]],
  ["no product", { statements: [{ ...statement, products: [] }] }, ["products_missing /statements/0/products"]],
  ["a product of a number", { statements: [{ ...statement, products: [3] }] }, ["product_unreadable /statements/0/products/0"]],
  ["a purl without a name", { statements: [{ ...statement, products: [{ "@id": "pkg:npm" }] }] }, ["package_unreadable /statements/0/products/0"]],
  [
    "a subcomponent without a purl",
    { statements: [{ ...statement, products: [{ "@id": "pkg:oci/a", subcomponents: [{ "@id": "https://a.test" }] }] }] },
    ["package_unreadable /statements/0/products/0/subcomponents/0"],
  ],
  ["a name that is too long", { statements: [{ ...statement, products: [`pkg:npm/${"a".repeat(1_001)}`] }] }, ["text_too_long /statements/0/products/0"]],
])("a statement with %s is left out, and its place is said", (_, document, faults) => {
  const found = read({ ...head, ...document });
  expect(found.statements).toEqual([]);
  expect(faultsOf(found)).toEqual(faults);
});

it("what can be read of a statement is, and half pairs and NULs are taken out of its text", () => {
  const document = readOne({ products: [{ "@id": "pkg:npm" }, { "@id": "pkg:npm/a" }], status_notes: "a\u0000b\ud800", timestamp: "soon" });
  expect(document.statements).toMatchObject([{ about: [{ package: 0 }, { isGuess: true }], detail: "ab", at: Date.parse("2026-03-01T10:00:00Z") }]);
  expect(faultsOf(document)).toEqual(["package_unreadable /statements/0/products/0", "timestamp_unreadable /statements/0/timestamp"]);
});
