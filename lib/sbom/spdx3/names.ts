const terms = /^https?:\/\/spdx\.org\/rdf\/(?:v?3[\w.]*\/terms\/)?(\w+)\/([\w/]+)$/;

/** Prefixes of a JSON-LD context: what stands before the colon of a compact name, and what it stands for. */
export type Prefixes = ReadonlyMap<string, string>;

/** The prefixes that a `@context` defines in the document itself. Contexts by address are never fetched. */
export function readPrefixes(context: unknown): Prefixes {
  const prefixes = new Map<string, string>();
  for (const part of Array.isArray(context) ? context : [context]) {
    if (typeof part !== "object" || part === null || Array.isArray(part)) continue;
    for (const [name, value] of Object.entries(part)) if (typeof value === "string" && !name.startsWith("@")) prefixes.set(name, value);
  }
  return prefixes;
}

/** A compact address written out; any other text as it is. */
export function expand(name: string, prefixes: Prefixes): string {
  if (prefixes.size === 0) return name;
  const colon = name.indexOf(":");
  if (colon <= 0 || name.startsWith("//", colon + 1)) return name;
  const start = prefixes.get(name.slice(0, colon));
  return start === undefined ? name : start + name.slice(colon + 1);
}

/**
 * A class or property by the name that SPDX's own context gives it: `.../terms/Software/packageVersion` is
 * `software_packageVersion`, those of the Core profile have no prefix.
 */
export function termOf(name: string, prefixes: Prefixes): string {
  if (!name.includes(":")) return name;
  const parts = terms.exec(expand(name, prefixes));
  if (parts === null) return name;
  const [, profile = "", term = ""] = parts;
  return profile === "Core" ? term : `${profile.toLowerCase()}_${term}`;
}

/** A word of an enumeration, for comparing: `dependsOn`, `DEPENDS_ON` and `.../RelationshipType/dependsOn` are one. */
export function wordKey(value: string): string {
  return value
    .slice(value.lastIndexOf("/") + 1)
    .replace(/[_-]/g, "")
    .toLowerCase();
}
