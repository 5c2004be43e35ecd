import { describe, expect, it } from "vitest";
import { WhereinError } from "@/lib/errors";
import { corpusFiles, isCorpusPresent, readCorpusFile } from "./corpus";

/**
 * What becomes of each: `read` with the number of components, and warnings that must be among those given; or refused, and
 * why. A DOCTYPE is ignored, an entity of it refused.
 */
type Outcome = { read: number; warnings?: readonly string[] } | { refused: string };

const outcomes: Readonly<Record<string, Outcome>> = {
  "bad-purls.cdx.json": { read: 17, warnings: ["purl_invalid", "purl_repaired"] },
  "bad-serial.cdx.json": { read: 2 },
  "bad-timestamps.cdx.json": { read: 2, warnings: ["timestamp_unreadable"] },
  "control-and-bidi.cdx.json": { read: 2 },
  "cycle-self-and-two.cdx.json": { read: 2, warnings: ["self_dependency", "dependency_cycle"] },
  "dangling-refs.cdx.json": { read: 2, warnings: ["dangling_ref"] },
  "depth-bomb-100k.cdx.json": { read: 0 },
  "dsse-cdx-cosign-Data.json": { read: 2 },
  "dsse-cdx.json": { read: 2 },
  "dsse-nested-10.json": { refused: "wrapped_too_deep" },
  "dsse-spdx-Data-string.json": { read: 2 },
  "dtrack-put-body.json": { read: 2 },
  "dup-bom-ref.cdx.json": { read: 2, warnings: ["duplicate_ref"] },
  "dup-identical-components.cdx.json": { read: 3 },
  "duplicate-json-keys.cdx.json": { read: 1 },
  "empty-file.json": { refused: "empty_document" },
  "enc-double-gzip.cdx.json.gz": { read: 2 },
  "enc-gzip-body.cdx.json.gz": { read: 2 },
  "enc-latin1.cdx.json": { read: 1, warnings: ["invalid_utf8"] },
  "enc-utf16be-nobom.cdx.json": { read: 2 },
  "enc-utf16le-bom.cdx.json": { read: 2 },
  "enc-utf8-bom.cdx.json": { read: 2 },
  "formula-injection.cdx.json": { read: 2 },
  "gzip-bomb-300MB.json.gz": { refused: "decompressed_too_large" },
  "html-login-page.json": { refused: "not_an_sbom" },
  "inspector-scan-sbom-wrapper.json": { read: 2 },
  "intoto-statement-spdx3-predicate.json": { read: 2 },
  "json-array.json": { read: 2 },
  "json-null.json": { refused: "not_an_sbom" },
  "license-expression-deep.cdx.json": { read: 1 },
  "license-expression-exponential.cdx.json": { read: 1 },
  "license-mix.cdx.json": { read: 1 },
  "local-timestamp-no-zone.cdx.json": { read: 2 },
  "long-strings.cdx.json": { read: 1, warnings: ["name_too_long"] },
  "lowercase-bomformat.cdx.json": { read: 2, warnings: ["bom_format_unusual"] },
  "ndjson-two-boms.json": { refused: "not_an_sbom" },
  "nested-components-5000.cdx.json": { read: 5_001 },
  "no-root.cdx.json": { read: 2, warnings: ["root_missing"] },
  "no-versions.cdx.json": { read: 3 },
  "nul-and-surrogates.cdx.json": { read: 2, warnings: ["text_cleaned"] },
  "null-arrays.cdx.json": { read: 0 },
  "package-lock-not-sbom.json": { refused: "not_an_sbom" },
  "proto-keys.cdx.json": { read: 2 },
  "ref-mismatch-encoding.cdx.json": { read: 1 },
  "root-in-components.cdx.json": { read: 3 },
  "sigstore-bundle-cdx.json": { read: 2 },
  "spdx-bad-header.spdx": { refused: "document_truncated" },
  "spdx-crlf-tabs.spdx": { read: 1 },
  "spdx-dangling-and-unknown-rel.spdx.json": { read: 2 },
  "spdx-dup-spdxid.spdx.json": { read: 3, warnings: ["duplicate_ref"] },
  "spdx-github-wrapper.json": { read: 2 },
  "spdx-no-describes.spdx.json": { read: 2 },
  "spdx-purl-40version.spdx.json": { read: 1, warnings: ["purl_repaired"] },
  "spdx-range-versions.spdx.json": { read: 9, warnings: ["version_range"] },
  "spdx-yaml-alias-bomb.yaml": { refused: "yaml_aliases" },
  "spec-2.0.cdx.json": { read: 2, warnings: ["spec_version_draft"] },
  "syft-native.json": { refused: "format_unsupported" },
  "truncated-gzip.cdx.json.gz": { refused: "gzip_truncated" },
  "truncated.cdx.json": { refused: "document_truncated" },
  "uniqueitems-3000.cdx.json": { read: 3_000 },
  "unknown-specVersion-1.99.cdx.json": { read: 2, warnings: ["spec_version_unknown"] },
  "whitespace.json": { refused: "empty_document" },
  "wrong-types.cdx.json": { read: 1, warnings: ["spec_version_not_text", "not_a_list", "version_not_text"] },
  "xml-billion-laughs.cdx.xml": { refused: "xml_entity" },
  "xml-deep-50k.cdx.xml": { refused: "xml_too_deep" },
  "xml-no-namespace.xml": { read: 1, warnings: ["xml_namespace_missing"] },
  "xml-prefixed-ns.cdx.xml": { read: 1 },
  "xml-ssrf-dtd.cdx.xml": { read: 0, warnings: ["xml_doctype_ignored"] },
  "xml-utf16.cdx.xml": { read: 0 },
  "xml-xinclude.cdx.xml": { read: 0 },
  "xml-xxe.cdx.xml": { refused: "xml_entity" },
};

const synthetic = corpusFiles.filter(({ file }) => file.startsWith("invalid/synthetic/"));
const nameOf = (file: string) => file.slice("invalid/synthetic/".length);

describe.skipIf(!isCorpusPresent)("every document made to do harm", () => {
  it("has an outcome that is written down", () => expect(synthetic.map(({ file }) => nameOf(file)).sort()).toEqual(Object.keys(outcomes).sort()));

  it.each(synthetic)(
    "comes to what it must, within two seconds and 300 MB: $file ($source)",
    async ({ file }) => {
      const before = process.memoryUsage().rss;
      expect(await outcomeOf(file, outcomes[nameOf(file)])).toEqual(outcomes[nameOf(file)]);
      expect(process.memoryUsage().rss - before).toBeLessThan(300_000_000);
    },
    2_000,
  );
});

/** What became of it, with those of the expected warnings that were given. */
async function outcomeOf(file: string, expected: Outcome | undefined): Promise<Outcome> {
  try {
    const { accounting, warnings } = await readCorpusFile(file);
    const given = new Set(warnings.map(({ code }) => code));
    const wanted = expected !== undefined && "read" in expected ? expected.warnings : undefined;
    return { read: accounting.total, ...(wanted && { warnings: wanted.filter((code) => given.has(code)) }) };
  } catch (error) {
    if (error instanceof WhereinError) return { refused: error.reason ?? "" };
    throw error;
  }
}
