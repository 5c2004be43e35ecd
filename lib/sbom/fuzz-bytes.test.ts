import { Buffer } from "node:buffer";
import { create, toBinary } from "@bufbuild/protobuf";
import { BomSchema } from "@cdxgen/cdx-proto/v1.7";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { WhereinError } from "@/lib/errors";
import { readBom } from "@/lib/sbom";
import { json, rdf, tagValue, xml, yaml } from "./spdx/test-serialisations";
import { cyclonedx, npm } from "./test-documents";

const cyclonedxXml = `<?xml version="1.0"?>\n<bom xmlns="http://cyclonedx.org/schema/bom/1.5">\n<metadata><timestamp>2026-03-01T10:00:00Z</timestamp></metadata>
<components><component type="library" bom-ref="a"><name>a</name><version>1</version><hashes><hash alg="MD5">${"0".repeat(32)}</hash></hashes><purl>pkg:npm/a@1</purl>
<components><component type="file"><name>b</name></component></components></component></components>\n<dependencies><dependency ref="a"><dependency ref="b"/></dependency></dependencies>\n</bom>`;
const protobuf = toBinary(
  BomSchema,
  create(BomSchema, {
    specVersion: "1.5",
    components: [{ bomRef: "a", name: "a", version: "1", purl: "pkg:npm/a@1", components: [{ name: "b" }], hashes: [{ value: "0".repeat(32) }] }],
    dependencies: [{ ref: "a", dependencies: [{ ref: "b" }] }],
  }),
);
const samples: ReadonlyArray<readonly [string, Buffer]> = [
  ["CycloneDX JSON", Buffer.from(JSON.stringify(cyclonedx({ components: [npm("a", "1", { components: [npm("b")] })] })))],
  ["CycloneDX XML", Buffer.from(cyclonedxXml)],
  ["CycloneDX protobuf", Buffer.from(protobuf)],
  ["SPDX JSON", Buffer.from(json("2.3"))],
  ["SPDX tag-value", Buffer.from(tagValue("2.3"))],
  ["SPDX YAML", Buffer.from(yaml("2.3"))],
  ["SPDX RDF/XML", Buffer.from(rdf("2.3"))],
  ["SPDX XML", Buffer.from(xml("2.3"))],
];

/** Long runs show what takes more than linear time: a pattern that looks for a start in many ways, a list that is copied for each entry. */
const runs = fc.tuple(
  fc.constantFrom(
    "\n",
    " \n",
    "\t",
    "#\n",
    "%",
    "---\n",
    "- ",
    "[",
    "{",
    "<a>",
    "<!--",
    "\n\x01",
    "\xff",
    "\x12\x00",
    '"',
    "(",
    "a:",
    "&a ",
    "<text>",
    ",",
    "0",
  ),
  fc.nat({ max: 3_000 }),
);
const edit = fc.record({ at: fc.nat(), cut: fc.nat({ max: 200 }), run: runs });

describe("a document with bytes changed, cut out and put in, also very many", () => {
  it.each(samples)("is read or refused, with places in its own terms: %s", (_name, sample) => {
    fc.assert(
      fc.property(fc.array(edit, { minLength: 1, maxLength: 4 }), fc.nat({ max: 255 }), (edits, byte) => {
        let bytes = Buffer.from(sample);
        for (const { at, cut, run } of edits) {
          const place = at % (bytes.length + 1);
          bytes = Buffer.concat([bytes.subarray(0, place), Buffer.from(run[0].repeat(run[1]), "latin1"), bytes.subarray(place + cut)]);
          if (place < bytes.length) bytes[place] = byte;
        }
        try {
          const { format, warnings } = readBom(bytes, { details: true });
          const pointers = warnings.flatMap((warning) => warning.pointers);
          if (!format.includes("json")) for (const pointer of pointers) expect(pointer).toMatch(/^$|^line \d+|^byte \d+/);
        } catch (error) {
          expect(error).toBeInstanceOf(WhereinError);
        }
      }),
      { numRuns: 300 },
    );
  });
});
