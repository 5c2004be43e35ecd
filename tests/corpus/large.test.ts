import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { WhereinError } from "@/lib/errors";
import { decodeDocument, readBom, readLargeBom } from "@/lib/sbom";
import { fileOf } from "@/lib/sbom/large/byte-file";
import { inTurn } from "./share";

const corpus = resolve(import.meta.dirname, "../../../shared/corpus/sboms");
const isPresent = existsSync(join(corpus, "MANIFEST.tsv"));
if (!isPresent) process.stderr.write("The corpus of real SBOMs is not here (../shared/corpus): its tests are skipped.\n");

const files = isPresent
  ? readFileSync(join(corpus, "MANIFEST.tsv"), "utf8")
      .trim()
      .split("\n")
      .slice(1)
      .map((line) => line.split("\t"))
      .filter(([file = "", , , , format = ""]) => /json/.test(format) || file.includes("/synthetic/"))
      .map(([file = ""]) => file)
  : [];

const options = { details: false, partBytesMax: 64 * 1_048_576, memoryBytesMax: 0 };

function outcomeOf(read: () => unknown): unknown {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof WhereinError)) throw error;
    return error;
  }
}

describe.skipIf(!isPresent)("every JSON document, read in slices", () => {
  it("is a corpus of hundreds", () => expect(files.length).toBeGreaterThan(500));

  it.each(inTurn(files))("is what it is when read whole: %s", async (file) => {
    const bytes = await decodeDocument(readFileSync(join(corpus, file)), { bytesMax: options.partBytesMax }).catch(() => null);
    if (bytes === null) return;
    const whole = outcomeOf(() => readBom(bytes));
    for (const sliceBytes of [1_000, 100_000]) {
      const sliced = outcomeOf(() => readLargeBom(fileOf(bytes), { ...options, sliceBytes }));
      // What is read whole only, or broken at several places, is refused by another sentence.
      if (whole instanceof WhereinError) expect(sliced).toBeInstanceOf(WhereinError);
      else if (sliced instanceof WhereinError) expect(sliced.reason === "form_too_large" || isWrapped(bytes)).toBe(true);
      else expect(sliced).toEqual(whole);
    }
  });
});

function isWrapped(bytes: Buffer): boolean {
  const value = JSON.parse(bytes.toString("utf8").replace(/^\uFEFF/, "")) as Record<string, unknown>;
  return ["payload", "predicate", "dsseEnvelope", "bom"].some((name) => value[name] !== undefined);
}
