import { Buffer } from "node:buffer";
import { describe, expect, it } from "vitest";
import { type Bom, readBom } from "@/lib/sbom";
import { Places } from "../places/places";
import { WarningSink } from "../warnings";
import { readXmlTree } from "../xml/read-xml-tree";
import { readRdfGraph } from "./rdf/graph";
import { toDocument } from "./rdf/to-document";
import { readTagValue } from "./tag-value/read";
import { documentShape, json, rdf, tagValue, xml, yaml } from "./test-serialisations";
import { toJsonShape } from "./xml/to-json-shape";
import { readYaml } from "./yaml/read";

const read = (text: string): Bom => readBom(Buffer.from(text), { details: true });
const versions = ["2.1", "2.2", "2.3"];

describe("one SPDX document in each serialisation", () => {
  for (const [format, write] of [
    ["spdx-tag-value", tagValue],
    ["spdx-yaml", yaml],
    ["spdx-xml", xml],
    ["spdx-rdf", rdf],
  ] as const) {
    it.each(versions)(`is the same model as ${format} %s, with nothing to warn of`, (version) => {
      const bom = read(write(version));
      expect(bom).toEqual({ ...read(json(version)), format });
      expect(bom).toMatchObject({ format, specVersion: version, generator: "maker 2.1", warnings: [], accounting: { total: 3, files: 1 } });
    });
  }

  it("says what is expected", () => {
    const bom = read(json("2.3"));
    expect(bom.components).toMatchObject([
      { name: "a", version: "1.10", scope: "runtime" },
      { name: "b", version: "2", scope: "dev" },
    ]);
    expect(bom.details?.[0]).toMatchObject({ supplier: "Maker & Co", licences: { declared: ["(LicenseRef-own OR MIT)"], concluded: ["NOASSERTION"] } });
    expect(bom.origin?.licenceNames).toEqual([{ id: "LicenseRef-own", name: "Own licence" }]);
  });

  it("is turned into the JSON shape whole", () => {
    const sink = new WarningSink();
    const shape = documentShape("2.3");
    expect(readTagValue(tagValue("2.3"), sink, new Places())).toEqual(shape);
    expect(readYaml(yaml("2.3"), sink, new Places())).toEqual(shape);
    expect(toJsonShape(readXmlTree(Buffer.from(xml("2.3")), sink))).toEqual(shape);
    const graph = readRdfGraph(readXmlTree(Buffer.from(rdf("2.3")), sink));
    const subject = graph.resources.find(({ type }) => type === "SpdxDocument");
    const document = subject === undefined ? {} : toDocument(graph, subject, sink, new Map());
    const relationships = shape.relationships.map((each) => expect.objectContaining(each));
    expect(document).toEqual({ ...shape, relationships: expect.arrayContaining(relationships) });
  });

  it("is recognised in every encoding of Unicode", () => {
    for (const write of [tagValue, yaml, xml, rdf]) {
      const text = write("2.3").replace(' encoding="UTF-8"', "");
      const utf16 = Buffer.from(text, "utf16le");
      const expected = read(write("2.3"));
      expect(readBom(Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), Buffer.from(text)]), { details: true })).toEqual(expected);
      expect(readBom(Buffer.concat([Buffer.from([0xff, 0xfe]), utf16]), { details: true })).toEqual(expected);
      expect(readBom(Buffer.concat([Buffer.from([0xfe, 0xff]), Buffer.from(utf16).swap16()]), { details: true })).toEqual(expected);
    }
  });
});
