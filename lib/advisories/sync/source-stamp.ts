import { advisoryRevision } from "@/lib/advisories/model";

/** The etag as it is stored: with the address it is from, and the rules by which what had it was read. */
export function stampOf(where: string, etag: string | null): string {
  return `${prefixOf(where)}${etag ?? ""}`;
}

/** The etag of what was read from this address by today's rules, null when the source gave none; `elsewhere`: it was another. */
export function etagOf(stamp: string | null, where: string): string | null | "elsewhere" {
  if (!stamp?.startsWith(prefixOf(where))) return "elsewhere";
  return stamp.slice(prefixOf(where).length) || null;
}

const prefixOf = (where: string) => `r${advisoryRevision} ${where} `;
