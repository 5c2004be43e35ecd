import { Buffer } from "node:buffer";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { WhereinError } from "@/lib/errors";
import { readBom } from "../read-bom";
import { cyclonedx, npm, relationship, spdx, spdxPackage } from "../test-documents";
import { type ByteFile, fileOf } from "./byte-file";
import { readLargeBom } from "./read-large-bom";

const options = { details: false, sliceBytes: 1, partBytesMax: 1_000_000, memoryBytesMax: 0 };

/** The outcome as one comparable value: what was read, or the problem. */
function outcomeOf(read: () => unknown): unknown {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof WhereinError)) throw error;
    return { code: error.code, reason: error.reason, message: error.message, errors: error.errors };
  }
}

/** The place itself, or where the character begins that the place is within: how many characters half a one counts for is nobody's concern. */
function startOfCharacter(bytes: Uint8Array, place: number): number {
  let at = place;
  while (((bytes[at] ?? 0) & 0xc0) === 0x80) at -= 1;
  return at;
}

function expectSame(text: string | Uint8Array, sliceBytes: number): unknown {
  const bytes = typeof text === "string" ? Buffer.from(text) : text;
  const whole = outcomeOf(() => readBom(bytes));
  expect(outcomeOf(() => readLargeBom(fileOf(bytes), { ...options, sliceBytes }))).toEqual(whole);
  return whole;
}

const components = [
  npm("a", "1", { scope: "optional", description: 'quotes " and \\ and ] } , : [ {' }),
  npm("é漢😀", "2", { components: [npm("inner"), npm("a", "1")] }),
  npm("b", "3"),
  null,
  7,
];
const samples = {
  "CycloneDX, dependencies first": {
    dependencies: [{ ref: "shop", dependsOn: ["a", "b"] }, { ref: "a", dependsOn: ["inner", "gone"] }, { ref: "inner", dependsOn: ["a"] }, "x"],
    ...cyclonedx({ vulnerabilities: [{ id: "CVE-1" }, []] }),
    components,
  },
  "CycloneDX, no lists": cyclonedx(),
  "CycloneDX, components that are none": cyclonedx({ components: {} }),
  "CycloneDX, one component without a list": cyclonedx({ components: npm("alone") }),
  "CycloneDX, wrapped": { sbom: cyclonedx({ components, dependencies: [{ ref: "shop", dependsOn: ["a"] }] }), components: [1] },
  "SPDX, relationships first": {
    relationships: [
      relationship("shop", "CONTAINS", "a"),
      relationship("b", "DEV_DEPENDENCY_OF", "a"),
      relationship("a", "CONTAINS", "f"),
      relationship("a", "CONTAINS", "nothing"),
      { spdxElementId: "SPDXRef-DOCUMENT", relationshipType: "DESCRIBES", relatedSpdxElement: "SPDXRef-shop" },
    ],
    files: [{ SPDXID: "SPDXRef-f" }, { SPDXID: "SPDXRef-g" }],
    ...spdx({ documentDescribes: undefined }),
    packages: [{ SPDXID: "SPDXRef-shop", name: "shop" }, spdxPackage("a"), spdxPackage("b"), spdxPackage("b")],
  },
  "SPDX, wrapped": { sbom: spdx({ packages: [spdxPackage("a")], files: [] }) },
  "an empty list of components": cyclonedx({ components: [] }),
};

describe("readLargeBom", () => {
  it.each(Object.entries(samples))("reads %s as readBom does, in slices of any size, pretty-printed or not", (_, document) => {
    for (const indent of [0, 2]) {
      const text = JSON.stringify(document, null, indent);
      for (const sliceBytes of [1, 7, 100, 10_000]) expectSame(text, sliceBytes);
    }
  });

  it("reads a byte order mark, names written with escapes, and names that are given twice, as JSON.parse does", () => {
    const text = JSON.stringify(cyclonedx({ components }));
    expectSame(`\uFEFF${text}`, 1);
    expectSame(text.replace('"components"', '"compo\\u006eents"'), 1);
    expectSame(text.replace('"components":', '"components":[{"name":"old"},{"name":"older"}],"components":'), 1);
    expectSame(`${text.slice(0, -1)},"components":null}`, 1);
    expectSame(`${text.slice(0, -1)},"components":[0]}`, 1);
  });

  it("says of bytes that are not UTF-8 what readBom says, wherever they are cut", () => {
    const bytes = Buffer.from(JSON.stringify(cyclonedx({ components: [npm("aé"), npm("b"), npm("c")] })));
    bytes[bytes.indexOf(0xc3) + 1] = 0x41;
    const whole = expectSame(bytes, 1) as { warnings: { code: string }[] };
    expect(whole.warnings.map(({ code }) => code)).toContain("invalid_utf8");
  });

  it.each([
    ['{"bomFormat":"CycloneDX","specVersion":"1.5","components":[{"name":"a"},]}', "not_json"],
    ['{"bomFormat":"CycloneDX","specVersion":"1.5","components":[,{"name":"a"}]}', "not_json"],
    ['{"bomFormat":"CycloneDX","specVersion":"1.5","components":[,]}', "not_json"],
    ['{"bomFormat":"CycloneDX","specVersion":"1.5","components":[{"name":"a"} {"name":"b"}]}', "not_json"],
    ['{"bomFormat":"CycloneDX","specVersion":"1.5","components":[{"name":"a"}}', "not_json"],
    ['{"bomFormat":"CycloneDX","specVersion":"1.5","components":[{"name":"é"},{"name":nope}]}', "not_json"],
    ['{"bomFormat":"CycloneDX","specVersion":"1.5","components":[{"name":"a"}]} more', "not_json"],
    ['{"bomFormat":"CycloneDX","specVersion":"1.5","components":[{"name":"a"}],"vulnerabilities":[{"id":x}]}', "not_json"],
    ['{"bomFormat":"CycloneDX","specVersion":"1.5","components":[{"name":"a"}', "document_truncated"],
    ['{"bomFormat":"CycloneDX","specVersion":"1.5","components":[{"name":"a"},{"na', "document_truncated"],
    ['{"bomFormat":"CycloneDX","specVersion":"1.5","components":[{"name":"a"}],"x":"', "document_truncated"],
    ['{"bomFormat":"CycloneDX","specVersion":"1.5","components":[', "document_truncated"],
  ])("refuses %s as readBom does, at the same place", (text, reason) => {
    for (const sliceBytes of [1, 10_000]) expect(expectSame(text, sliceBytes)).toMatchObject({ reason });
  });

  it("reads any document as readBom does, whole or cut off anywhere", () => {
    const documents = Object.values(samples).map((document) => JSON.stringify(document));
    fc.assert(
      fc.property(fc.nat(documents.length - 1), fc.nat(), fc.integer({ min: 1, max: 300 }), fc.boolean(), (which, cut, sliceBytes, isCut) => {
        const bytes = Buffer.from(documents[which] as string);
        expectSame(isCut ? bytes.subarray(0, startOfCharacter(bytes, 1 + (cut % bytes.length))) : bytes, sliceBytes);
      }),
      { numRuns: 600 },
    );
  });

  it("reads or refuses a document in which any byte was changed, as readBom does", () => {
    const documents = Object.values(samples).map((document) => JSON.stringify(document));
    const bytesOfInterest = fc.constantFrom(...Buffer.from('{}[],:"\\ 0a\n'));
    fc.assert(
      fc.property(fc.nat(documents.length - 1), fc.nat(), bytesOfInterest, fc.integer({ min: 1, max: 300 }), (which, at, byte, sliceBytes) => {
        const bytes = Buffer.from(documents[which] as string);
        bytes[1 + (at % (bytes.length - 1))] = byte;
        const kindOf = (read: () => unknown) => {
          const outcome = outcomeOf(read) as { reason?: string };
          return outcome.reason === undefined ? outcome : outcome.reason;
        };
        const whole = kindOf(() => readBom(bytes));
        const sliced = kindOf(() => readLargeBom(fileOf(bytes), { ...options, sliceBytes }));
        // A broken document may be broken at several places: which is found first is all that may differ.
        if (whole === "not_json" || whole === "document_truncated") expect(["not_json", "document_truncated", "components_not_a_list"]).toContain(sliced);
        // What is in a wrapper is looked at in small documents only.
        else if (whole === "not_an_sbom") expect(["not_an_sbom", "form_too_large"]).toContain(sliced);
        else expect(sliced).toEqual(whole);
      }),
      { numRuns: 1_500 },
    );
  });

  it("never asks for more of a file than a slice, once its lists are known", () => {
    const many = Array.from({ length: 2_000 }, (_, i) => npm(`package-${i}`));
    const bytes = Buffer.from(JSON.stringify(cyclonedx({ components: many })));
    let cutting = true;
    let longest = 0;
    const file: ByteFile = {
      size: bytes.length,
      readInto: (target, at) => {
        if (!cutting) longest = Math.max(longest, target.length);
        if (at + target.length === bytes.length && target.length > 4_096) cutting = false;
        fileOf(bytes).readInto(target, at);
      },
    };
    expect(readLargeBom(file, { ...options, sliceBytes: 2_000 }).components).toHaveLength(2_000);
    expect(longest).toBeGreaterThan(1_000);
    expect(longest).toBeLessThan(4_000);
  });

  it("refuses what is too large outside of its lists or in one entry, and other forms above their limit", () => {
    const limits = { ...options, partBytesMax: 1_000 };
    const filler = "x".repeat(3_000);
    const refusal = (text: string) => outcomeOf(() => readLargeBom(fileOf(Buffer.from(text)), limits));
    expect(refusal(JSON.stringify(cyclonedx({ filler })))).toMatchObject({ code: "too_large", reason: "part_too_large" });
    expect(refusal(JSON.stringify(cyclonedx({ components: [npm("a", "1", { filler })] })))).toMatchObject({ reason: "part_too_large" });
    const utf16 = Buffer.from(JSON.stringify(cyclonedx()), "utf16le");
    expect(outcomeOf(() => readLargeBom(fileOf(utf16), options))).toMatchObject({ code: "too_large", reason: "form_too_large" });
    expect(readLargeBom(fileOf(utf16), { ...options, memoryBytesMax: 10_000 }).format).toBe("cyclonedx-json");
  });
});
