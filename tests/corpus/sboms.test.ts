import { describe, expect, it } from "vitest";
import { WhereinError } from "@/lib/errors";
import { analyseGraph, type Bom, compositionHash, headFingerprint, readBom, splitDocument } from "@/lib/sbom";
import { type CorpusFile, corpusBytes, corpusFiles, isCorpusPresent } from "./corpus";

const isReadFormat = ({ format }: CorpusFile) => /^(cyclonedx-json 1\.[2-7]|spdx-json 2\.[23])( \[github-wrap\])?$/.test(format);
const real = corpusFiles.filter((row) => row.file.startsWith("real/") && isReadFormat(row));

/** The manifest counts `components` with all that is nested; these hold more inside `metadata.component`. */
const nestedInSubject = new Map([
  ["real/cyclonedx/CycloneDX__cyclonedx-gomod/examples_app_minikube-v1.23.1_with-files.bom.json.gz", 476],
  ["real/cyclonedx/CycloneDX__cyclonedx-gomod/examples_app_minikube-v1.23.1_with-packages.bom.json.gz", 81],
  ["real/cyclonedx/chainguard-dev__bom-shelter/in-the-wild_cyclonedx_harp-darwin-amd64.sbom.json.gz", 109],
  ["real/cyclonedx/psastras__sbom-rs/examples_cargo-binary_sbom.cyclonedx.json", 1],
  ["real/cyclonedx/psastras__sbom-rs/tests_examples_cargo-binary_sbom.cyclonedx.json", 1],
]);

async function read(file: string): Promise<{ bytes: Buffer; bom: Bom }> {
  const bytes = await corpusBytes(file);
  return { bytes, bom: readBom(bytes) };
}

describe.skipIf(!isCorpusPresent)("every real document in a format that is read", () => {
  it("is a corpus of hundreds", () => expect(real.length).toBeGreaterThan(400));

  it.each(real)("imports whole: $file", async (row) => {
    const { bytes, bom } = await read(row.file);
    const { accounting, components, graph } = bom;
    expect(accounting.total).toBe((row.components ?? 0) + (nestedInSubject.get(row.file) ?? 0));
    if (bom.format === "spdx-json") expect(accounting.files).toBe(row.files);
    const skipped = accounting.skipped.reduce((sum, { count }) => sum + count, 0);
    expect(accounting.taken + accounting.merged + skipped).toBe(accounting.total);
    expect(components.length).toBe(accounting.taken);
    expect(components.filter(({ key }, i) => i > 0 && (components[i - 1]?.key ?? "") >= key)).toEqual([]);
    expect(graph.offsets.length).toBe(components.length + 1);
    expect(graph.offsets.at(-1)).toBe(graph.targets.length);
    const analysis = analyseGraph(components.length, graph);
    expect(analysis.direct.filter(Boolean).length).toBe(graph.direct.length);
    expect(compositionHash(bom)).toHaveLength(32);
    const pointers = bom.warnings.flatMap((warning) => warning.pointers);
    const document: unknown = pointers.length > 0 ? JSON.parse(text(bytes)) : null;
    expect(pointers.filter((pointer) => !valueAt(document, pointer))).toEqual([]);
  });

  it("is split into head and body wherever the list starts in the first 64 KiB", async () => {
    let split = 0;
    let told = 0;
    for (const { file } of real) {
      const bytes = await corpusBytes(file);
      const found = splitDocument(bytes);
      if (found === null) continue;
      split += 1;
      expect(["[", "n", "{"]).toContain(String.fromCharCode(bytes[found.bodyStart] ?? 0));
      if (headFingerprint(bytes.subarray(0, found.bodyStart)) !== null) told += 1;
    }
    expect(split).toBeGreaterThan(real.length * 0.85);
    expect(told).toBeGreaterThan(real.length * 0.85);
  });
});

const others = corpusFiles.filter(({ file, format }) => /^(valid|invalid)\//.test(file) && (/json/.test(format) || file.includes("/synthetic/")));

describe.skipIf(!isCorpusPresent)("every other JSON document", () => {
  it.each(others)(
    "imports or is refused in words, in time: $file",
    async ({ file }) => {
      try {
        const { bom } = await read(file);
        expect(bom.accounting.taken).toBe(bom.components.length);
      } catch (error) {
        expect(error).toBeInstanceOf(WhereinError);
        const { code, reason, message } = error as WhereinError;
        expect(["invalid", "unsupported", "too_large"]).toContain(code);
        expect(reason).not.toBeNull();
        expect(message).toMatch(/[.?]$/);
      }
    },
    10_000,
  );
});

function text(bytes: Buffer): string {
  return bytes.toString("utf8").replace(/^\uFEFF/, "");
}

/** True when the pointer leads to a value, or to a name that its object could hold. */
function valueAt(document: unknown, pointer: string): boolean {
  let value = document;
  const names = pointer.split("/").slice(1);
  for (const [level, name] of names.entries()) {
    if (typeof value !== "object" || value === null) return false;
    value = (value as Record<string, unknown>)[name];
    if (value === undefined) return level === names.length - 1;
  }
  return true;
}
