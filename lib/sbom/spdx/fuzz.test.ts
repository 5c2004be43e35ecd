import { Buffer } from "node:buffer";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { WhereinError } from "@/lib/errors";
import { readBom } from "@/lib/sbom";
import { rdf, tagValue, xml, yaml } from "./test-serialisations";

/** Reads and checks what must hold of every Bom; false for a refusal in words. */
function survive(text: string): boolean {
  try {
    const { accounting, components, details } = readBom(Buffer.from(text), { details: true });
    expect(accounting.total).toBe(accounting.taken + accounting.merged + accounting.skipped.reduce((sum, { count }) => sum + count, 0));
    expect(details).toHaveLength(components.length);
    return true;
  } catch (error) {
    if (!(error instanceof WhereinError)) throw error;
    expect(error.reason).not.toBeNull();
    return false;
  }
}

const context = "https://spdx.org/rdf/3.0.1/spdx-context.jsonld";
const spdx3 = () =>
  JSON.stringify({
    "@context": [context, { p: "urn:" }],
    "@graph": [
      { type: "CreationInfo", "@id": "_:c", specVersion: "3.0.1", created: "2026-03-01T10:00:00Z", createdBy: ["p:o"], createdUsing: ["p:t"] },
      {
        type: "Organization",
        spdxId: "p:o",
        name: "O",
        externalIdentifier: [{ type: "ExternalIdentifier", externalIdentifierType: "email", identifier: "a@b" }],
      },
      { type: "SpdxDocument", spdxId: "p:d", creationInfo: "_:c", rootElement: ["p:a"], import: [{ type: "ExternalMap", externalSpdxId: "p:x" }] },
      { type: "software_Package", spdxId: "p:a", name: "a", suppliedBy: "p:o", software_packageUrl: "pkg:npm/a@1" },
      { type: "ai_AIPackage", spdxId: "p:b", name: "b", verifiedUsing: [{ type: "Hash", algorithm: "sha256", hashValue: "0".repeat(64) }] },
      { type: "LifecycleScopedRelationship", spdxId: "p:r", from: "p:a", to: ["p:b"], relationshipType: "dependsOn", scope: "test" },
      { type: "Relationship", spdxId: "p:l", from: "p:a", to: ["p:s"], relationshipType: "hasDeclaredLicense" },
      { type: "expandedlicensing_ConjunctiveLicenseSet", spdxId: "p:s", expandedlicensing_member: ["https://spdx.org/licenses/MIT", "p:s2"] },
    ],
  });
const samples = [tagValue, yaml, xml, rdf].map((write) => write("2.3")).concat(spdx3());

/** Pieces of all syntaxes, put where they do not belong. */
const fragment = fc.oneof(
  fc.constantFrom(
    "<text>",
    "</text>",
    "PackageName:",
    "SPDXID: SPDXRef-a",
    "\r",
    "&x ",
    "*x",
    "- ",
    "? ",
    "[",
    "{",
    "|\n",
    "'",
    '"',
    "<!--",
    "]]>",
    "&amp;",
    "<a/>",
    "rdf:nodeID",
    "#",
    "__proto__",
    "null",
    "\u0000",
    "\ud800",
    "%",
  ),
  fc.string({ unit: "binary", maxLength: 20 }),
);

describe("whatever is written in a serialisation of SPDX", () => {
  it("a document with pieces put in, taken out or swapped is read or refused", () => {
    let read = 0;
    const edit = fc.record({ at: fc.nat(), length: fc.nat({ max: 60 }), fragment });
    fc.assert(
      fc.property(fc.constantFrom(...samples), fc.array(edit, { minLength: 1, maxLength: 3 }), (sample, edits) => {
        let text = sample;
        for (const { at, length, fragment: piece } of edits) {
          const place = at % text.length;
          text = text.slice(0, place) + piece + text.slice(place + length);
        }
        if (survive(text)) read += 1;
      }),
      { numRuns: 1_500 },
    );
    expect(read).toBeGreaterThan(300);
  });

  it("a document with whole lines repeated, left out or moved is read or refused", () => {
    fc.assert(
      fc.property(fc.constantFrom(...samples), fc.array(fc.tuple(fc.nat(), fc.nat()), { minLength: 1, maxLength: 8 }), (sample, moves) => {
        const lines = sample.split(/(?<=[\n>,])/);
        for (const [from, to] of moves) lines.splice(to % lines.length, from % 2, lines[from % lines.length] ?? "");
        survive(lines.join(""));
      }),
      { numRuns: 1_000 },
    );
  });

  it("anything behind the first line of each is read or refused", () => {
    const start = fc.constantFrom(
      "SPDXVersion: SPDX-2.3\n",
      "spdxVersion: SPDX-2.3\n",
      "<Document><SPDXID>x</SPDXID><spdxVersion>SPDX-2.3</spdxVersion>",
      '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://spdx.org/rdf/terms#"><SpdxDocument><specVersion>SPDX-2.3</specVersion>',
    );
    fc.assert(
      fc.property(start, fc.array(fragment, { maxLength: 12 }), (first, rest) => void survive(first + rest.join(""))),
      { numRuns: 1_000 },
    );
  });

  it("any JSON value in the place of an element of SPDX 3 or of one of its members is read or refused", () => {
    const names = fc.constantFrom(
      "type",
      "spdxId",
      "name",
      "from",
      "to",
      "relationshipType",
      "creationInfo",
      "rootElement",
      "verifiedUsing",
      "suppliedBy",
      "externalIdentifier",
      "expandedlicensing_member",
      "software_packageUrl",
    );
    const types = fc.constantFrom(
      "SpdxDocument",
      "software_Package",
      "Relationship",
      "CreationInfo",
      "expandedlicensing_ConjunctiveLicenseSet",
      "Organization",
    );
    const value = fc.oneof(fc.constantFrom("x", "urn:a", "_:c", "contains", "hasDeclaredLicense"), fc.jsonValue({ maxDepth: 2 }));
    const element = fc.tuple(types, fc.dictionary(names, value)).map(([type, members]) => ({ type, ...members }));
    fc.assert(
      fc.property(fc.array(fc.oneof(element, fc.jsonValue({ maxDepth: 2 })), { maxLength: 8 }), (elements) => {
        survive(JSON.stringify({ "@context": context, "@graph": elements }));
      }),
      { numRuns: 1_000 },
    );
  });
});
