import { describe, expect, it } from "vitest";
import { WarningSink } from "@/lib/sbom/warnings";
import { readXmlTree, type XmlElement } from "@/lib/sbom/xml/read-xml-tree";
import { corpusBytes, corpusFiles, isCorpusPresent, readCorpusFile } from "./corpus";

const imported = corpusFiles.filter(({ file }) => /^(valid|real)\//.test(file));
const ofFormat = (format: RegExp) => imported.filter((row) => format.test(row.format));

describe.skipIf(!isCorpusPresent)("every CycloneDX document that is not JSON of a released version", () => {
  it("is there by the hundreds", () => expect(ofFormat(/^cyclonedx-(xml|protobuf|textproto|json 2)/).length).toBeGreaterThan(750));

  it.each(ofFormat(/^cyclonedx-xml/))("imports whole from XML: $file", async ({ file, components }) => {
    const tree = readXmlTree(await corpusBytes(file), new WarningSink());
    // The manifest counts elements of that name wherever they stand: tools, ancestors and the subject, too.
    expect(countAll(tree, "component")).toBe(components);
    const { accounting, format, specVersion } = await readCorpusFile(file);
    expect(accounting.total).toBe(contained(tree, "components") + contained(childOf(childOf(tree, "metadata"), "component"), "components"));
    expect({ format, specVersion }).toEqual({ format: "cyclonedx-xml", specVersion: /[\d.]+$/.exec(tree.namespace)?.[0] });
  });

  it.each(ofFormat(/^cyclonedx-json 2/))("imports whole from the draft of 2.0: $file", async ({ file, components }) => {
    const bom = await readCorpusFile(file);
    expect(bom.accounting.total).toBe(components);
    expect(bom.warnings.map(({ code }) => code)).toContain("spec_version_draft");
  });

  it.each(ofFormat(/^cyclonedx-protobuf/))("imports from protobuf: $file", async ({ file, format }) => {
    expect(await readCorpusFile(file)).toMatchObject({ format: "cyclonedx-protobuf", specVersion: format.split(" ")[1] });
  });

  it.each(ofFormat(/^cyclonedx-textproto/))("is refused as protobuf's text: $file", async ({ file }) => {
    await expect(readCorpusFile(file)).rejects.toMatchObject({ reason: "format_unsupported", message: expect.stringContaining("text format of protobuf") });
  });
});

/** Pairs of which the two files really say different things: other purls, other dependencies, another tool's defaults. */
const differing = [
  /SBOM_(dropwizard|keycloak)|cdxgen__cdxgen\/|mybatis-3_cdxgen|snyk__parlay|seed_cdx_minimal|Resources_Merge_|cyclonedx-cli\/.*_bom-1\.[267]/,
  /(1\.[2-5]|dotnet-library\/.*v1\.6)_valid-(bom|component-ref|dependency|license-(expression|id|name)|service|external-reference|machine-learning|saasbom)-/,
  /1\.7_valid-(component-external-with-version|cryptography-implementation|license-choice|license-expression-with-text)[-.]/,
  /rust-cargo\/.*valid-machine-learning-1\.5/,
];

const known = new Set(corpusFiles.map(({ file }) => file));

/** The same document as JSON: its file has the same name in the same place. */
function asJson(file: string): string | null {
  const name = file.startsWith("valid/cyclonedx/derived-protobuf/")
    ? file.replace("derived-protobuf/", "CycloneDX__specification/tools_src_test_resources_").replace(/cdx$/, "json")
    : file.replace("serializeResults_xml", "serializeResults_json").replace(/xml(\.gz|\.bin)?$/, "json$1");
  return [name, name.replace(/\.gz$/, ""), `${name}.gz`].find((each) => each !== file && known.has(each)) ?? null;
}

const pairs = ofFormat(/^cyclonedx-(xml|protobuf)/)
  .map(({ file }) => ({ file, json: asJson(file) ?? "" }))
  .filter(({ file, json }) => json !== "" && !differing.some((pattern) => pattern.test(file)));

describe.skipIf(!isCorpusPresent)("the same CycloneDX document in two serialisations", () => {
  it("is there by the hundreds", () => {
    expect(pairs.length).toBeGreaterThan(290);
    expect(pairs.filter(({ file }) => file.endsWith(".cdx")).length).toBeGreaterThan(60);
  });

  it.each(pairs)("gives the identical model: $file", async ({ file, json }) => {
    expect(await modelOf(file)).toEqual(await modelOf(json));
  });
});

/** All that a file says but for what differs from run to run of the tool that wrote it; the places of warnings are those of each file. */
async function modelOf(file: string) {
  const { format, serialNumber, createdAt, warnings, ...model } = await readCorpusFile(file);
  const place = format === "cyclonedx-json" ? /^(\/.*)?$/ : format === "cyclonedx-xml" ? /^$|^line \d+, column \d+, <[\w-]+>/ : /^$|^byte \d+, \w+/;
  for (const pointer of warnings.flatMap(({ pointers }) => pointers)) expect(pointer).toMatch(place);
  return { ...model, warnings: warnings.map(({ code, count }) => [code, count]) };
}

const childOf = (element: XmlElement | undefined, local: string) =>
  element?.children.find((child) => child.local === local && child.namespace === element.namespace);

function countAll(root: XmlElement, local: string): number {
  let count = 0;
  const queue = [root];
  for (let at = queue.pop(); at !== undefined; at = queue.pop()) {
    if (at.local === local) count += 1;
    queue.push(...at.children);
  }
  return count;
}

/** How many components stand in the lists of an element, and in the lists of those. */
function contained(element: XmlElement | undefined, list: string): number {
  let count = 0;
  const queue = element === undefined ? [] : [element];
  for (let at = queue.pop(); at !== undefined; at = queue.pop()) {
    for (const wrapper of at.children) {
      if (wrapper.local !== list || wrapper.namespace !== at.namespace) continue;
      for (const item of wrapper.children) {
        if (item.local !== "component" || item.namespace !== at.namespace) continue;
        count += 1;
        queue.push(item);
      }
    }
  }
  return count;
}
