import { readBom } from "@/lib/sbom";
import { type Comparison, compareBoms } from "@/lib/sbom/compare";

/** A list of differences, cut, with how many there are in all. */
type Cut<List> = List extends readonly (infer Item)[] ? { total: number; data: Item[] } : List;
export type CutComparison = { [Name in keyof Comparison]: Cut<Comparison[Name]> };

/** What is different between two stored documents; each list has `limit` entries at most. */
export function compareDocuments({ documents, options: { limit } }: { documents: Buffer[]; options: { limit: number } }): CutComparison {
  const [from, to] = documents.map((document) => readBom(document, { details: true }));
  if (from === undefined || to === undefined) throw new Error("two documents are compared");
  const entries = Object.entries(compareBoms(from, to)).map(([name, value]) => [
    name,
    Array.isArray(value) ? { total: value.length, data: value.slice(0, limit) } : value,
  ]);
  return Object.fromEntries(entries) as CutComparison;
}
