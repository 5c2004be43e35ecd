import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { WhereinError } from "@/lib/errors";
import { type Bom, decodeDocument, readBom } from "@/lib/sbom";

const corpus = resolve(import.meta.dirname, "../../../shared/corpus/sboms");
const isPresent = existsSync(join(corpus, "MANIFEST.tsv"));
if (!isPresent) process.stderr.write("The corpus of real SBOMs is not here (../shared/corpus): its SPDX tests are skipped.\n");

type Row = { file: string; format: string; packages: number | null; files: number | null };
const numberOf = (text = "") => (text === "" ? null : Number(text));
const rows: Row[] = isPresent
  ? readFileSync(join(corpus, "MANIFEST.tsv"), "utf8")
      .trim()
      .split("\n")
      .slice(1)
      .map((line) => {
        const [file = "", , , , format = "", , packages, , files] = line.split("\t");
        return { file, format, packages: numberOf(packages), files: numberOf(files) };
      })
  : [];

const read = async (file: string, details = true): Promise<Bom> =>
  readBom(await decodeDocument(readFileSync(join(corpus, file)), { bytesMax: 64 * 1_048_576 }), { details });

const formats = new Map([
  ["spdx-json", "spdx-json"],
  ["spdx-tv", "spdx-tag-value"],
  ["spdx-yaml", "spdx-yaml"],
  ["spdx-rdfxml", "spdx-rdf"],
  ["spdx-xml", "spdx-xml"],
  ["spdx3-jsonld", "spdx3-json-ld"],
]);

/** What is refused, and why: files cut off or broken, and files that only look like documents. */
const refused = new Map([
  ["real/spdx2/chainguard-dev__bom-shelter/in-the-wild_spdx_istio-source.spdx.gz", "document_truncated"],
  ["real/spdx2/kubernetes-sigs__bom/pkg_spdx_testdata_external-references.spdx.json", "spec_version_unsupported"],
  ["valid/spdx2/spdx__spdx-spec/e45da1f9_examples_SPDXYAMLExample-2.2.spdx.yaml", "yaml_invalid"],
  ["valid/spdx2/spdx__tools-java/testResources_spdx-2-2-revision-8-ontology.owl.xml", "not_an_sbom"],
  ["valid/spdx2/spdx__tools-python/tests_spdx_parser_rdf_data_invalid_documents_file_without_spdx_ids.xml", "spec_version_unsupported"],
  ["valid/spdx2/spdx__tools-python/tests_spdx_writer_tagvalue_expected_results_expected_tag_value.spdx", "spec_version_unsupported"],
  ["valid/spdx3/spdx__Spdx-Java-Library/TestFiles_BSD-3-Clause.jsonld", "not_an_sbom"],
  ["valid/spdx3/spdx__spdx-java-v3jsonld-store/resources_spdx-context-v3.0.0.jsonld", "not_an_sbom"],
  ["valid/spdx3/spdx__spdx-java-v3jsonld-store/resources_spdx-context-v3.0.1.jsonld", "not_an_sbom"],
  ["valid/spdx3/spdx__tools-python/src_spdx_tools_spdx3_writer_json_ld_SPDX_OWL.json", "not_an_sbom"],
]);

/** The manifest counts packages of YAML by lines that begin with a name, and none that stand inside another element. */
const miscounted = new Map([
  ["real/spdx2/intel__cve-bin-tool/test_sbom_spdx_test.spdx.yaml", 4],
  ["valid/spdx2/google__osv-scalibr/extractor_filesystem_sbom_spdx_testdata_sbom.spdx.yml", 2],
  ["valid/spdx2/spdx__spdx-spec/56128dd7_examples_SPDXYAMLExample-2.2.spdx.yaml", 4],
  ["valid/spdx2/spdx__spdx-spec/examples_SPDXYAMLExample-2.2.spdx.yaml", 4],
  ["valid/spdx2/spdx__tools-java/testResources_DifferentFileComment.spdx.yaml", 4],
  ["valid/spdx2/spdx__tools-java/testResources_SPDXYAMLExample-2.2.spdx.yaml", 4],
  ["valid/spdx2/spdx__tools-java/testResources_SPDXYAMLExample-2.3.spdx.yaml", 4],
  ["valid/spdx2/spdx__tools-python/tests_spdx_data_SPDXYAMLExample-UTF-16.spdx.yaml", 4],
  ["valid/spdx2/spdx__tools-python/tests_spdx_data_SPDXYAMLExample-v2.3.spdx.yaml", 4],
  ["valid/spdx3/carabiner-dev__spdx3/testdata_roundtrip_inline.json", 1],
]);

const isSpdx = ({ format }: Row) => formats.has(format.split(" ")[0] ?? "");
const known = rows.filter((row) => /^(real|valid)\/spdx[23]\//.test(row.file) && isSpdx(row));

describe.skipIf(!isPresent)("every SPDX document", () => {
  it("is a corpus of all serialisations", () => {
    expect(known.length).toBeGreaterThan(400);
    for (const name of formats.keys()) expect(known.some(({ format }) => format.startsWith(name))).toBe(true);
  });

  it.each(known.filter(({ file }) => !refused.has(file)))("imports whole: $file", async ({ file, format, packages, files }) => {
    const bom = await read(file);
    const { accounting } = bom;
    expect(bom.format).toBe(formats.get(format.split(" ")[0] ?? ""));
    expect(accounting.total).toBe(miscounted.get(file) ?? packages);
    if (files !== null) expect(accounting.files).toBe(files);
    expect(accounting.taken + accounting.merged + accounting.skipped.reduce((sum, { count }) => sum + count, 0)).toBe(accounting.total);
    expect(bom.details).toHaveLength(bom.components.length);
  });

  it.each([...refused])("is refused where it must be: %s", async (file, reason) => {
    await expect(read(file)).rejects.toMatchObject({ name: "WhereinError", reason });
  });

  it.each(rows.filter((row) => row.file.startsWith("invalid/spdx2/")))("that breaks its standard imports or is refused in words: $file", async ({ file }) => {
    const outcome = await read(file).catch((error: unknown) => error);
    if (outcome instanceof WhereinError) expect(outcome.message).toMatch(/\.$/);
    else expect(outcome).toHaveProperty("components");
  });
});

const java = "valid/spdx2/spdx__tools-java/testResources_SPDX";
const python = "valid/spdx2/spdx__tools-python/tests_spdx_data_SPDX";
const spec = "valid/spdx2/spdx__spdx-spec/";
const scalibr = "valid/spdx2/google__osv-scalibr/extractor_filesystem_sbom_spdx_testdata_sbom.spdx";
const dotnet = "valid/spdx2/CycloneDX__cyclonedx-dotnet-library/tests_CycloneDX.Spdx.Tests_Resources_";
const sw360 = "valid/spdx2/eclipse-sw360__sw360/backend_common_src_test_resources_bom.spdx";
const scanner = "real/spdx2/intel__cve-bin-tool/test_sbom_spdx_test.spdx";

/** The same document, as the projects that publish them wrote it in each serialisation. */
const groups: [string, string[]][] = [
  [
    "2.2 of tools-java",
    [
      `${java}JSONExample-v2.2.spdx.json`,
      `${java}TagExample-v2.2.spdx`,
      `${java}RdfExample-v2.2.spdx.rdf.gz`,
      `${java}XMLExample-v2.2.spdx.xml`,
      `${java}YAMLExample-2.2.spdx.yaml`,
    ],
  ],
  [
    "2.3 of tools-java",
    [
      `${java}JSONExample-v2.3.spdx.json`,
      `${java}TagExample-v2.3.spdx`,
      `${java}RdfExample-v2.3.spdx.rdf.gz`,
      `${java}XMLExample-v2.3.spdx.xml`,
      `${java}YAMLExample-2.3.spdx.yaml`,
    ],
  ],
  [
    "2.3 of tools-python",
    [
      `${python}JSONExample-v2.3.spdx.json`,
      `${python}TagExample-v2.3.spdx`,
      `${python}RdfExample-v2.3.spdx.rdf.xml.gz`,
      `${python}XMLExample-v2.3.spdx.xml`,
      `${python}YAMLExample-v2.3.spdx.yaml`,
    ],
  ],
  [
    "UTF-16 of tools-python",
    [
      `${python}JSONExample-UTF-16.spdx.json`,
      `${python}TagExample-UTF-16.spdx`,
      `${python}RdfExample-UTF-16.spdx.rdf.xml.gz`,
      `${python}XMLExample-UTF-16.spdx.xml`,
      `${python}YAMLExample-UTF-16.spdx.yaml`,
    ],
  ],
  [
    "2.2 of the specification",
    [
      `${spec}1b126f76_examples_SPDXJSONExample-v2.2.spdx.json`,
      `${spec}389c7afc_examples_SPDXTagExample-v2.2.spdx`,
      `${spec}ada04022_examples_SPDXRdfExample-v2.2.spdx.rdf.xml.gz`,
      `${spec}78c60b3a_examples_SPDXXMLExample-v2.2.spdx.xml`,
      `${spec}56128dd7_examples_SPDXYAMLExample-2.2.spdx.yaml`,
    ],
  ],
  ["2.3 of SCALIBR", [`${scalibr}.json`, scalibr, `${scalibr}.rdf`, `${scalibr}.yml`]],
  [
    "2.2 of the .NET library",
    [
      `${dotnet}v2.2_document-with-hyphens-in-external-reference-category.json`,
      `${dotnet}v2.2_document-with-hyphens-in-external-reference-category.xml`,
      `${dotnet}v2.2_document.xml`,
    ],
  ],
  [
    "2.3 of the .NET library",
    [
      `${dotnet}v2.3_document.json`,
      `${dotnet}v2.3_document.xml`,
      `${dotnet}v2.3_document-with-hyphens-in-external-reference-category.json`,
      `${dotnet}v2.3_document-with-hyphens-in-external-reference-category.xml`,
    ],
  ],
  ["2.1 of SW360", [sw360, `${sw360}.rdf`]],
  ["2.2 of cve-bin-tool", [`${scanner}.json`, scanner, `${scanner}.rdf.gz`, `${scanner}.xml`, `${scanner}.yaml`]],
];

/** These state a licence in another order, no licence of the document, or no purpose of a package: a difference of the files. */
const statingLess = new Set([
  `${java}TagExample-v2.2.spdx`,
  `${scalibr}.rdf`,
  `${dotnet}v2.3_document.xml`,
  `${dotnet}v2.3_document-with-hyphens-in-external-reference-category.xml`,
]);

/** All that a document says, but for its own serial number and the places of its warnings. */
function modelOf({ components, graph, accounting, details, rootDetails, origin, root, createdAt, generator, specVersion }: Bom) {
  // RDF has no order, and so no first author.
  const authors = origin?.authors.map(({ name, contact }) => `${name} ${contact}`).sort();
  return { components, graph, accounting, details, rootDetails, origin: { ...origin, authors }, root, createdAt, generator, specVersion };
}

describe.skipIf(!isPresent)("one document in several serialisations", () => {
  for (const [name, [first = "", ...others]] of groups) {
    it.each(others)(`${name} gives the identical model: %s`, async (other) => {
      const [one, two] = [modelOf(await read(first)), modelOf(await read(other))];
      if (!statingLess.has(other)) expect(two).toEqual(one);
      for (const part of ["components", "graph", "accounting", "root"] as const) expect(two[part]).toEqual(one[part]);
    });
  }
});

describe.skipIf(!isPresent)("synthetic SPDX documents", () => {
  const synthetic = (name: string) => read(`invalid/synthetic/${name}`);
  it("with CRLF, tabs and colons in values import", async () => {
    const bom = await synthetic("spdx-crlf-tabs.spdx");
    expect(bom).toMatchObject({ specVersion: "2.3", root: { name: "a:b: c", version: "1", purl: "pkg:npm/a@1" }, warnings: [] });
  });

  it.each([
    ["spdx-bad-header.spdx", "document_truncated"],
    ["spdx-yaml-alias-bomb.yaml", "yaml_aliases"],
  ])("%s is refused as %s", async (name, reason) => {
    await expect(synthetic(name)).rejects.toMatchObject({ code: "invalid", reason });
  });

  it.each([
    ["spdx-dangling-and-unknown-rel.spdx.json", 2],
    ["spdx-dup-spdxid.spdx.json", 3],
    ["spdx-github-wrapper.json", 2],
    ["spdx-no-describes.spdx.json", 2],
    ["spdx-purl-40version.spdx.json", 1],
    ["spdx-range-versions.spdx.json", 9],
  ])("%s imports with %i packages", async (name, packages) => {
    expect((await synthetic(name)).accounting.total).toBe(packages);
  });
});
