import type { ClientBase } from "pg";
import { z } from "zod";
import type { Term } from "@/lib/query";
import { schemeOf, versionKey } from "@/lib/versions";
import { type Fix, type FixRow, type HeldVersion, selectAvoidedFixes, selectFixes } from "../queries/bump-targets";
import type { PackageName } from "../queries/names";
import type { Resolved } from "../resolve-terms";
import { isAskedFor } from "./asked-for";

/** Where to go. */
export const bumpToSchema = z.object({
  version: z.string(),
  from: z.enum(["advisory", "fleet"]),
  /** Artifacts that hold it; of the fleet those that show that it brings nothing of what is asked for. */
  artifacts: z.number().int(),
});
export type BumpTo = z.infer<typeof bumpToSchema>;

export type FixQuestion = {
  names: ReadonlyMap<number, PackageName>;
  /** The package versions that are hit. */
  hitVersionIds: readonly number[];
  terms: readonly Term[];
  resolved: Resolved;
};

/** By package, the version that fixes all of its versions that are hit; none where that is not known of one of them, or where the fix is bad too. */
export async function fixesOf(client: ClientBase, { names, hitVersionIds, terms, resolved }: FixQuestion): Promise<ReadonlyMap<number, string>> {
  const asked = new Set(resolved.advisories.vulnerabilities.map(({ rowId }) => rowId));
  const rows = applicable(await selectFixes(client, hitVersionIds, [...names.keys()]), asked);
  const found = [...names].flatMap(([packageId, named]) => {
    const fix = fixOf(
      named,
      rows.filter((row) => row.packageId === packageId),
    );
    return fix && !isAskedFor(terms, named, fix) ? [{ packageId, ...fix }] : [];
  });
  const vulnerabilityIds = [...new Set([...asked, ...rows.flatMap(({ vulnerabilityId }) => vulnerabilityId ?? [])])];
  const avoided = await selectAvoidedFixes(client, found, { asked: resolved, vulnerabilityIds });
  return new Map(found.filter(({ packageId }) => !avoided.has(packageId)).map(({ packageId, version }) => [packageId, version]));
}

/** Of a version what is asked about, if that affects it; else all that does. */
function applicable(rows: readonly FixRow[], asked: ReadonlySet<number>): FixRow[] {
  const isAsked = ({ vulnerabilityId }: FixRow) => vulnerabilityId !== null && asked.has(vulnerabilityId);
  const byAsked = new Set(rows.filter(isAsked).map(({ packageVersionId }) => packageVersionId));
  return rows.filter((row) => isAsked(row) || !byAsked.has(row.packageVersionId));
}

/** The highest of what fixes each; null when something has no fix that can be ordered. */
function fixOf({ ecosystem }: PackageName, rows: readonly FixRow[]): Omit<Fix, "packageId"> | null {
  const scheme = schemeOf(ecosystem);
  if (scheme === null || rows.some(({ fixes }) => fixes.length === 0)) return null;
  let highest: Omit<Fix, "packageId"> | null = null;
  for (const version of rows.flatMap(({ fixes }) => fixes)) {
    const key = versionKey(scheme, version);
    if (key === null) return null;
    if (highest === null || Buffer.compare(key, highest.key) > 0) highest = { version, key };
  }
  return highest;
}

/** The fix that advisories name, unless the fleet shows it to bring what is asked for; else a version of the fleet that brings nothing of it. */
export function bumpToOf(fix: string | undefined, held: readonly HeldVersion[]): BumpTo | null {
  const inFleet = held.find(({ version }) => version === fix);
  if (fix !== undefined && !inFleet?.brings) return { version: fix, from: "advisory", artifacts: inFleet?.holders ?? 0 };
  const clean = cleanVersion(held);
  return clean ? { version: clean.version, from: "fleet", artifacts: clean.holdersFree } : null;
}

/** The lowest clean version above all that are hit, else the highest below. They come in their order. */
function cleanVersion(held: readonly HeldVersion[]): HeldVersion | undefined {
  const isClean = ({ isAvoided, brings, holdersFree }: HeldVersion) => !isAvoided && !brings && holdersFree > 0;
  const last = held.findLastIndex(({ holdersHit }) => holdersHit > 0);
  return held.slice(last + 1).find(isClean) ?? held.slice(0, Math.max(last, 0)).findLast(isClean);
}
