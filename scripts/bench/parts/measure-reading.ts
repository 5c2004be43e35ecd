import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { type BomFormat, compositionHash, readBom } from "@/lib/sbom";
import { generateDocuments } from "../documents/generated-documents";
import { Variants } from "../documents/variant";
import { makeDictionary } from "../fleet/dictionary";
import type { BenchOptions } from "../options";
import { Random } from "../random";
import { atMost, type Figure, round, singleFigure } from "../report/figures";

const part = "Reading";
/** Times the floor, which is JSON.parse and SHA-256 of the same bytes on one thread. */
const timesFloorMax = 4;
const rounds = 3;

/** Documents to the domain model and its hash, without a database: every real JSON document of the corpus, else generated ones. */
export function measureReading({ corpus, sizes, isSmall }: BenchOptions, report: (figure: Figure) => void): void {
  const documents = corpus === null ? generated(sizes.seed, isSmall) : readAll(join(corpus, "sboms/real"));
  for (const [format, bytes] of byFormat(documents)) {
    const spent = { read: Number.POSITIVE_INFINITY, floor: Number.POSITIVE_INFINITY };
    // The first round warms the engine up; of the others the fastest counts, for both alike.
    for (let time = 0; time <= rounds; time++) {
      const floor = millisecondsOf(bytes, (document) => {
        createHash("sha256").update(document).digest();
        JSON.parse(document.toString("utf8"));
      });
      const read = millisecondsOf(bytes, (document) => {
        createHash("sha256").update(document).digest();
        compositionHash(readBom(document));
      });
      if (time === 0) continue;
      spent.floor = Math.min(spent.floor, floor);
      spent.read = Math.min(spent.read, read);
    }
    const megabytes = bytes.reduce((sum, { length }) => sum + length, 0) / 1e6;
    report(
      singleFigure(part, `${bytes.length} ${corpus === null ? "generated" : "real"} documents, ${format}, ${round(megabytes)} MB`, {
        floor: `SHA-256 and JSON.parse ${round(spent.floor)} ms`,
        used: `${round(spent.read)} ms, ${round((megabytes * 1_000) / spent.read)} MB/s`,
        bars: [atMost("time / floor", spent.read / spent.floor, timesFloorMax, "")],
      }),
    );
  }
}

function millisecondsOf(documents: readonly Buffer[], work: (document: Buffer) => void): number {
  const startedMs = performance.now();
  for (const document of documents) work(document);
  return performance.now() - startedMs;
}

function generated(seed: number, isSmall: boolean): Buffer[] {
  return generateDocuments(makeDictionary(seed, 20_000), seed, isSmall ? 0.1 : 1).map((base, i) => {
    const variants = new Variants(base, new Random(seed + i));
    return variants.write(variants.unchanged(), new Date());
  });
}

function readAll(directory: string): Buffer[] {
  return readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name)))
    .map((bytes) => (bytes[0] === 0x1f && bytes[1] === 0x8b ? gunzipSync(bytes) : bytes));
}

/** Documents that are JSON by themselves, since the floor is JSON.parse; others, and what cannot be read, are left out. */
function byFormat(documents: readonly Buffer[]): Map<BomFormat, Buffer[]> {
  const groups = new Map<BomFormat, Buffer[]>();
  for (const document of documents) {
    try {
      JSON.parse(document.toString("utf8"));
      const { format } = readBom(document);
      groups.set(format, [...(groups.get(format) ?? []), document]);
    } catch {
      // Not one of those.
    }
  }
  return groups;
}
