import { expect, test } from "vitest";
import { findDocument } from "../find-document";
import { WarningSink } from "../warnings";
import { validateDocument } from "./validate-document";
import type { Validity } from "./validity";

function validityOf(document: unknown): Validity {
  const bytes = Buffer.from(typeof document === "string" ? document : JSON.stringify(document));
  return validateDocument(bytes, findDocument(bytes, new WarningSink()));
}
function faultsOf(document: unknown): string[] {
  const validity = validityOf(document);
  return validity.kind === "invalid" ? validity.errors.map(({ pointer, message }) => `${pointer}: ${message}`) : [validity.kind];
}

const cyclonedx = (fields: object, specVersion = "1.6") => ({ bomFormat: "CycloneDX", specVersion, version: 1, ...fields });
const lodash = { type: "library", name: "lodash", version: "4.17.21" };
const xml = (body: string, version = "1.4") => `<?xml version="1.0"?>\n<bom xmlns="http://cyclonedx.org/schema/bom/${version}">\n${body}\n</bom>`;
const spdxPackage = { SPDXID: "SPDXRef-a", name: "a", downloadLocation: "NOASSERTION" };
const spdx = (fields: object, spdxVersion = "SPDX-2.3") => ({
  spdxVersion,
  SPDXID: "SPDXRef-DOCUMENT",
  name: "x",
  dataLicense: "CC0-1.0",
  documentNamespace: "https://example.com/x",
  creationInfo: { created: "2026-01-02T03:04:05Z", creators: ["Tool: x-1"] },
  packages: [spdxPackage],
  ...fields,
});

test.each(["1.2", "1.3", "1.4", "1.5", "1.6", "1.7"])("CycloneDX %s JSON is judged by its own schema", (version) => {
  expect(validityOf(cyclonedx({ components: [lodash] }, version))).toEqual({ kind: "valid", schema: `CycloneDX ${version} JSON schema` });
  expect(faultsOf(cyclonedx({ components: [{ name: "x", version: "1" }] }, version))).toEqual(['/components/0: "type" is missing.']);
});

test.each(["1.0", "1.1", "1.2", "1.3", "1.4", "1.5", "1.6", "1.7"])("CycloneDX %s XML is judged by its XSD", (version) => {
  const component = (name: string) =>
    `<components><component type="library"><${name}>a</${name}><version>1</version><modified>false</modified></component></components>`;
  expect(validityOf(xml(component("name"), version))).toEqual({ kind: "valid", schema: `CycloneDX ${version} XML schema` });
  const [fault] = faultsOf(xml(component("nahme"), version));
  expect(fault).toMatch(/^line 3: Element 'nahme': This element is not expected\. Expected is/);
});

test.each([
  ["an unknown field", cyclonedx({ components: [{ ...lodash, colour: "red" }] }), ['/components/0: "colour" is not a field that the specification has here.']],
  ["a wrong type", cyclonedx({ components: [{ ...lodash, version: 4 }] }), ["/components/0/version: This is the number 4; the specification asks for string."]],
  [
    "a closed list",
    cyclonedx({ components: [{ ...lodash, scope: "dev" }] }),
    [`/components/0/scope: "dev" is not a value that is allowed here (required, optional, excluded).`],
  ],
  [
    "equal items",
    cyclonedx({ components: [lodash, { name: "lodash", type: "library", version: "4.17.21" }] }),
    ["/components: Items 0 and 1 are equal; each may be there once."],
  ],
  ["a time", cyclonedx({ metadata: { timestamp: "yesterday" } }), ['/metadata/timestamp: "yesterday" is not written as date-time.']],
  ["a wrapper", { sbom: cyclonedx({ components: [{ type: "library" }] }) }, ['/sbom/components/0: "name" is missing.']],
] as [string, unknown, string[]][])("the place and the reason of a fault: %s", (_, document, expected) => {
  expect(faultsOf(document)).toEqual(expected);
});

test.each([
  ["1.4", [{ license: { id: "MYT" } }], ['/components/0/licenses/0/license/id: "MYT" is not a value that is allowed here.']],
  ["1.6", [{ license: { id: "MYT" } }], ['/components/0/licenses/0/license/id: "MYT" is not a value that is allowed here.']],
  ["1.5", [{ expression: "MIT", colour: 1 }], ['/components/0/licenses/0: "colour" is not a field that the specification has here.']],
  ["1.5", [{ license: { id: "MIT" } }, { license: {} }], ["/components/0/licenses/1/license: None of the allowed forms fits."]],
])("of alternatives that all fail, the one that was meant is told (%s, %j)", (version, licenses, expected) => {
  expect(faultsOf(cyclonedx({ components: [{ ...lodash, licenses }] }, version))).toEqual(expected);
});

test("fifty faults are told, all are counted, and what they repeat of the document is cut", () => {
  const components = Array.from({ length: 70 }, (_, i) => ({ ...lodash, name: `a${i}`, ["\0x".repeat(1_000)]: 1 }));
  const validity = validityOf(cyclonedx({ components }));
  expect(validity).toMatchObject({ kind: "invalid", total: 70 });
  if (validity.kind !== "invalid") throw new Error();
  expect(validity.errors).toHaveLength(50);
  expect(validity.errors.filter(({ message }) => message.includes("\0"))).toEqual([]);
  expect(Math.max(...validity.errors.map(({ message }) => message.length))).toBeLessThanOrEqual(500);
});

test("long lists are judged in slices, and faults have the places of the whole document", () => {
  const components = Array.from({ length: 1_300 }, (_, i) => ({ ...lodash, name: `a${i}` }));
  expect(validityOf(cyclonedx({ components })).kind).toBe("valid");
  Object.assign(components[1_234] ?? {}, { scope: "dev" });
  components.push({ ...lodash, name: "a7" });
  expect(faultsOf({ ...cyclonedx({ components }), serialNumber: "7", colour: "red" })).toEqual([
    ': "colour" is not a field that the specification has here.',
    '/serialNumber: "7" does not have the form ^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$.',
    "/components: Items 7 and 1300 are equal; each may be there once.",
    '/components/1234/scope: "dev" is not a value that is allowed here (required, optional, excluded).',
  ]);
});

test.each([
  ["support@example.com", true],
  ["日本@例え.jp", true],
  ['"a b"@example.com', true],
  ["", false],
  ["support", false],
  ["support@partner", false],
  ["a b@example.com", false],
  [`${"a@".repeat(400)}b.c`, false],
])("the e-mail address %j is one: %s", (email, isOne) => {
  expect(validityOf(cyclonedx({ metadata: { authors: [{ name: "x", email }] } })).kind).toBe(isOne ? "valid" : "invalid");
});

test("SPDX 2.3 lets out what 2.2 asks for", () => {
  expect(validityOf(spdx({}))).toEqual({ kind: "valid", schema: "SPDX 2.3 JSON rules" });
  expect(faultsOf(spdx({}, "SPDX-2.2"))).toEqual([
    '/packages/0: "licenseConcluded" is missing.',
    '/packages/0: "licenseDeclared" is missing.',
    '/packages/0: "copyrightText" is missing.',
  ]);
});

test.each([
  [{ documentNamespace: undefined }, ': "documentNamespace" is missing.'],
  [{ creationInfo: { created: "2026-01-02T03:04:05Z", creators: [] } }, "/creationInfo/creators: The list has fewer than 1 items."],
  [{ packages: [{ ...spdxPackage, filesAnalyzed: "false" }] }, '/packages/0/filesAnalyzed: This is the string "false"; the specification asks for boolean.'],
  [
    { relationships: [{ spdxElementId: "a", relatedSpdxElement: "b", relationshipType: "DESCRIBE" }] },
    '/relationships/0/relationshipType: "DESCRIBE" is not a value that is allowed here.',
  ],
])("SPDX 2.3: %j", (fields, expected) => {
  expect(faultsOf(spdx(fields))).toEqual([expected]);
});

test.each([
  [cyclonedx({}, "1.9"), "no_schema_for_version"],
  [spdx({}, "SPDX-2.1"), "no_schema_for_version"],
  [xml("", "1.9"), "no_schema_for_version"],
  ["SPDXVersion: SPDX-2.3\nDataLicense: CC0-1.0\nSPDXID: SPDXRef-DOCUMENT\nDocumentName: x\n", "no_schema_for_format"],
])("what has no schema is not judged (%#)", (document, reason) => {
  expect(validityOf(document)).toEqual({ kind: "notChecked", reason });
});

test("nesting without end is not judged, and ends nothing", () => {
  const depth = 20_000;
  const nested = `${'{"type":"library","name":"a","components":['.repeat(depth)}${"]}".repeat(depth)}`;
  expect(validityOf(`{"bomFormat":"CycloneDX","specVersion":"1.5","components":[${nested}]}`)).toEqual({ kind: "notChecked", reason: "nested_too_deeply" });
});
