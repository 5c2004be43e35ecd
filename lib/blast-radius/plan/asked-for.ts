import { leafEcosystems, leafOf, nameCandidates, normaliseName } from "@/lib/purl";
import type { Term } from "@/lib/query";
import { inRange, parseRange, sameVersion, schemeOf } from "@/lib/versions";
import type { PackageName } from "../queries/names";

type PackageTerm = Extract<Term, { kind: "package" }>;
type Version = { version: string; key: Buffer };

/** Whether a question asks for a version by a name, be it in the dictionary or not. What cannot be read asks for every version. */
export function isAskedFor(terms: readonly Term[], named: PackageName, version: Version): boolean {
  return terms.some((term) => {
    if (term.kind === "prefix") return (term.ecosystem ?? named.ecosystem) === named.ecosystem && named.name.startsWith(term.prefix);
    return term.kind === "package" && isNamed(term, named) && isWanted(term, named.ecosystem, version);
  });
}

function isNamed({ ecosystem, namespace, name: asked }: PackageTerm, { ecosystem: found, name }: PackageName): boolean {
  if (ecosystem !== null) return ecosystem === found && (normaliseName(found, asked) === name || isLeaf(found, name, asked));
  return nameCandidates(asked).includes(name) || (namespace === null && isLeaf(found, name, asked));
}

const isLeaf = (ecosystem: string, name: string, asked: string) => leafEcosystems.includes(ecosystem) && leafOf(ecosystem, name) === asked.toLowerCase();

function isWanted({ version: wanted }: PackageTerm, ecosystem: string, { version, key }: Version): boolean {
  const scheme = schemeOf(ecosystem);
  if (wanted.kind === "any" || scheme === null) return true;
  if (wanted.kind === "exact") return wanted.text === version || inRange({ kind: "range", intervals: sameVersion(scheme, wanted.text) }, key);
  const range = parseRange(scheme, wanted.text);
  return !("intervals" in range) || inRange(range, key);
}
