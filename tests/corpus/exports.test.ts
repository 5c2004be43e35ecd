import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { WhereinError } from "@/lib/errors";
import { type Bom, readBom } from "@/lib/sbom";
import { findDocument } from "@/lib/sbom/find-document";
import { validateDocument } from "@/lib/sbom/validate/validate-document";
import { WarningSink } from "@/lib/sbom/warnings";
import { exportFormats, writeBom } from "@/lib/sbom/write";
import { modelOf } from "@/lib/sbom/write/test-round-trip";

const corpus = resolve(import.meta.dirname, "../../../shared/corpus/sboms");
const isPresent = existsSync(corpus);
if (!isPresent) process.stderr.write("The corpus of real SBOMs is not here (../shared/corpus): exports of them are skipped.\n");

const bytesMax = 40_000;
const options = { toolVersion: "0.1.0", time: "2026-03-01T10:00:00.000Z", subjectName: "shop" };
const targets = exportFormats.flatMap(({ format, versions }) => (format === "csv" ? [] : versions.map((specVersion) => ({ format, specVersion }))));

function modelsOf(folder: string): { file: string; bom: Bom }[] {
  return readdirSync(join(corpus, folder), { recursive: true, encoding: "utf8" }).flatMap((name) => {
    const file = join(corpus, folder, name);
    const { size } = statSync(file);
    if (!statSync(file).isFile() || size > bytesMax || file.endsWith(".gz")) return [];
    try {
      return [{ file, bom: readBom(readFileSync(file), { details: true }) }];
    } catch (error) {
      if (error instanceof WhereinError) return [];
      throw error;
    }
  });
}

describe.skipIf(!isPresent)("every small document of the corpus", () => {
  const documents = isPresent ? ["valid", "real"].flatMap(modelsOf) : [];

  it("is one of hundreds", () => expect(documents.length).toBeGreaterThan(500));

  it.each(targets)("is the same after export as $format $specVersion, which keeps its schema", { timeout: 300_000 }, (target) => {
    for (const { file, bom } of documents) {
      const bytes = Buffer.from(writeBom(bom, { ...options, ...target }));
      expect(modelOf(readBom(bytes, { details: true })), file).toEqual(modelOf(bom));
      const validity = validateDocument(bytes, findDocument(bytes, new WarningSink()));
      if (validity.kind !== "notChecked") expect(validity, file).toMatchObject({ kind: "valid" });
    }
  });
});
