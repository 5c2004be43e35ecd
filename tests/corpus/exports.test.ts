import { isDeepStrictEqual } from "node:util";
import { describe, expect, it } from "vitest";
import { WhereinError } from "@/lib/errors";
import { type Bom, readBom } from "@/lib/sbom";
import { exportFormats, writeBom } from "@/lib/sbom/write";
import { faultsOf } from "@/lib/sbom/write/test-faults";
import { modelOf } from "@/lib/sbom/write/test-round-trip";
import { corpusFiles, isCorpusPresent, readCorpusFile } from "./corpus";
import { corpusShare } from "./share";

const options = { toolVersion: "0.1.0", time: "2026-03-01T10:00:00.000Z", subjectName: "shop" };
const targets = exportFormats.flatMap(({ format, versions }) => (format === "csv" ? [] : versions.map((specVersion) => ({ format, specVersion }))));
type Target = (typeof targets)[number];

/** Every document is exported in every eighth format, of more than `manyComponents` in every sixteenth, in CI in fewer; which ones goes round. */
const manyComponents = 40;

describe.skipIf(!isCorpusPresent)("every document of the corpus", () => {
  const files = corpusFiles.map(({ file }) => file).filter((file) => !file.startsWith("invalid/"));

  it("is the same after export, which keeps its format", { timeout: 900_000 }, async () => {
    const counts = { documents: 0, refused: 0, exports: 0 };
    const wrong: string[] = [];
    for (const [place, file] of files.entries()) {
      // Read where one of the formats has its turn: all are read by the tests beside this one.
      if (place % (8 * corpusShare) >= targets.length) continue;
      const bom = await readUnlessRefused(file);
      if (bom === null) {
        counts.refused += 1;
        continue;
      }
      counts.documents += 1;
      const oneIn = (bom.components.length > manyComponents ? 16 : 8) * corpusShare;
      for (const [index, target] of targets.entries()) {
        if (index % oneIn !== place % oneIn) continue;
        counts.exports += 1;
        wrong.push(...faultsOfExport(bom, target).map((fault) => `${file} as ${target.format} ${target.specVersion}: ${fault}`));
      }
    }
    const { documents, refused, exports } = counts;
    process.stderr.write(`Exported and read again: ${documents} documents (${refused} are refused), ${exports} exports in ${targets.length} formats.\n`);
    expect(wrong).toEqual([]);
    expect(documents).toBeGreaterThan(1_000 / corpusShare);
    expect(exports).toBeGreaterThan(1_000 / corpusShare);
  });
});

async function readUnlessRefused(file: string): Promise<Bom | null> {
  try {
    return await readCorpusFile(file);
  } catch (error) {
    if (error instanceof WhereinError) return null;
    throw error;
  }
}

function faultsOfExport(bom: Bom, target: Target): string[] {
  const bytes = Buffer.from(writeBom(bom, { ...options, ...target }));
  const faults = faultsOf(bytes).map((fault) => JSON.stringify(fault).slice(0, 400));
  return isDeepStrictEqual(modelOf(readBom(bytes, { details: true })), modelOf(bom)) ? faults : [...faults, "another model"];
}
