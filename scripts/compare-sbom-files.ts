import { readFile } from "node:fs/promises";
import { WhereinError } from "@/lib/errors";
import { decodeDocument, readBom } from "@/lib/sbom";
import { type Comparison, compareBoms, type Difference } from "@/lib/sbom/compare";

const documentBytesMax = 512 * 1024 * 1024;

/**
 * What is different between two SBOM files, in the form of `GET /api/v1/services/{slug}/compare`. Throws a WhereinError that
 * names the file which cannot be read.
 */
export async function compareSbomFiles([from, to]: readonly [string, string], limit: number): Promise<Record<string, unknown>> {
  const comparison: Comparison = compareBoms(await readFileBom(from), await readFileBom(to));
  const lists = Object.entries(comparison).map(([name, value]) => [
    name,
    Array.isArray(value) ? { total: value.length, data: value.slice(0, limit).map(toRow) } : value,
  ]);
  return Object.fromEntries(lists);
}

async function readFileBom(path: string) {
  try {
    return readBom(await decodeDocument(await readFile(path), { bytesMax: documentBytesMax }), { details: true });
  } catch (error) {
    throw error instanceof WhereinError ? new WhereinError(error.code, `${path}: ${error.message}`, { cause: error }) : error;
  }
}

function toRow({ ecosystem, name, ...sides }: Difference) {
  return { package: { ecosystem, name, purl: (sides.to ?? sides.from)?.purl ?? null }, ...sides };
}
