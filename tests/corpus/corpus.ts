import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { type Bom, decodeDocument, readBom } from "@/lib/sbom";

const folder = resolve(import.meta.dirname, "../../../shared/corpus/sboms");

/** Whether the corpus of SBOMs is beside the project. Tests of it are skipped where it is not. */
export const isCorpusPresent = existsSync(join(folder, "MANIFEST.tsv"));
if (!isCorpusPresent) process.stderr.write("The corpus of real SBOMs is not here (../shared/corpus): its tests are skipped.\n");

/** A line of the manifest. `components` is null where nobody counted them; `files` are SPDX's file entries. */
export type CorpusFile = { file: string; source: string; format: string; components: number | null; files: number };

/** All lines of the manifest; none where the corpus is not here. */
export const corpusFiles: readonly CorpusFile[] = isCorpusPresent
  ? readFileSync(join(folder, "MANIFEST.tsv"), "utf8")
      .trim()
      .split("\n")
      .slice(1)
      .map((line) => {
        const [file = "", , , source = "", format = "", , components = "", , files] = line.split("\t");
        return { file, source, format, components: components === "" ? null : Number(components), files: Number(files) };
      })
  : [];

/** The bytes of a file of the corpus, decompressed. */
export const corpusBytes = (file: string): Promise<Buffer> => decodeDocument(readFileSync(join(folder, file)), { bytesMax: 64 * 1_048_576 });

/** What a file of the corpus says, with the details of its components. */
export const readCorpusFile = async (file: string): Promise<Bom> => readBom(await corpusBytes(file), { details: true });
