import type { ClientBase } from "pg";
import type { AffectedPackage } from "@/lib/advisories/model";
import { WhereinError } from "@/lib/errors";
import { insertNamedPackages, type PackageName, selectNamedPackageIds } from "@/lib/inventory/ingest/queries/dictionary";
import { leafOf } from "@/lib/purl";

/** Names per statement: bounds the memory of one parameter list. */
const namesMax = 10_000;

/** A package's id in the dictionary. */
export type PackageIdOf = (of: AffectedPackage) => number;

/** The dictionary's ids of all packages that these lists name; what it lacks is added, on the caller's transaction. */
export async function resolvePackages(on: ClientBase, lists: Iterable<readonly AffectedPackage[]>): Promise<PackageIdOf> {
  const byName = new Map<string, Map<string, number>>();
  const wanted: PackageName[] = [];
  for (const list of lists) {
    for (const { ecosystem, name } of list) {
      let names = byName.get(ecosystem);
      if (!names) {
        names = new Map();
        byName.set(ecosystem, names);
      }
      if (names.has(name)) continue;
      names.set(name, 0);
      wanted.push({ ecosystem, name, leaf: leafOf(ecosystem, name) });
    }
  }
  // One order for all writers, so that two cannot deadlock.
  wanted.sort((a, b) => order(a.ecosystem, b.ecosystem) || order(a.name, b.name));
  for (let at = 0; at < wanted.length; at += namesMax) {
    const some = wanted.slice(at, at + namesMax);
    const ids = await findOrAdd(on, some);
    some.forEach(({ ecosystem, name }, i) => {
      byName.get(ecosystem)?.set(name, ids[i] ?? 0);
    });
  }
  return ({ ecosystem, name }) => byName.get(ecosystem)?.get(name) ?? 0;
}

async function findOrAdd(on: ClientBase, wanted: readonly PackageName[]): Promise<(number | null)[]> {
  const ids = await selectNamedPackageIds(on, wanted);
  // What another writer adds meanwhile is read again.
  for (const step of [insertNamedPackages, selectNamedPackageIds]) {
    const missing = ids.flatMap((id, i) => (id === null ? [i] : []));
    if (missing.length === 0) return ids;
    const found = await step(
      on,
      missing.flatMap((i) => wanted[i] ?? []),
    );
    missing.forEach((place, i) => {
      ids[place] = found[i] ?? null;
    });
  }
  if (ids.includes(null)) throw new WhereinError("internal", "A dictionary row vanished while it was being added.");
  return ids;
}

function order(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
