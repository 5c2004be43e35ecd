import { WhereinError } from "@/lib/errors";
import type { PackageIdentity } from "@/lib/sbom/model";
import { parsePurl } from "./parse-purl";
import { formatPurl, type Purl } from "./purl";
import { purlParts } from "./purl-of";

/** A purl as the specification writes it, with all its qualifiers, which are there in decoded form too. */
export type CanonicalPurl = { text: string; qualifiers: Readonly<Record<string, string>> };

const noQualifiers: Readonly<Record<string, string>> = Object.freeze({});

/**
 * The canonical form of a purl that was read as `identity`: what the document wrote where that was by the rules
 * (`isRepaired` is false), else the identity with the qualifiers that could be read. A version or release that the identity has
 * from elsewhere is added.
 */
export function canonicalPurl(raw: string, identity: PackageIdentity, isRepaired: boolean): CanonicalPurl {
  const parsed = parsedOrNull(raw);
  const parts = parsed === null || isRepaired ? withIdentity(identity, parsed) : parsed;
  if (parts.version === null && identity.version !== "") parts.version = identity.version;
  if (identity.release !== "" && !parts.qualifiers?.distro) parts.qualifiers = { ...parts.qualifiers, distro: identity.release };
  return { text: formatPurl(parts), qualifiers: parts.qualifiers ?? noQualifiers };
}

function withIdentity(identity: PackageIdentity, parsed: Purl | null): Purl {
  const parts = purlParts(identity);
  return { ...parts, qualifiers: { ...parts.qualifiers, ...parsed?.qualifiers }, subpath: parsed?.subpath ?? null };
}

function parsedOrNull(raw: string): Purl | null {
  try {
    return parsePurl(raw);
  } catch (error) {
    if (error instanceof WhereinError) return null;
    throw error;
  }
}
