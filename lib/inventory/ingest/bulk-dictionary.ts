import type { Pool, PoolClient } from "pg";
import { int4Column } from "@/lib/db/binary-columns";
import { inTransaction } from "@/lib/db/transaction";
import { WhereinError } from "@/lib/errors";
import { matchNewPackageVersions } from "@/lib/matching";
import { leafOf } from "@/lib/purl";
import type { Component } from "@/lib/sbom/model";
import { storedKey } from "@/lib/versions";
import { addNewPackages } from "./add-new-packages";
import { advisoryIdentityOf, type NameForRow, nameForAdvisories, nameWithoutSource } from "./advisory-names";
import type { ResolvedComponents } from "./dictionary";
import {
  addWantedHashes,
  addWantedPackages,
  addWantedVersions,
  commitWithFacts,
  copyWanted,
  selectWantedIds,
  selectWantedNames,
  type WantedVersion,
} from "./queries/bulk-dictionary";
import { toVersionHash } from "./version-hash";

/** Components of one transaction: bounds its memory, and how long other writers wait for the names that it adds. */
const batchComponents = 20_000;
/** Transactions at once, each on a core of PostgreSQL's. */
export const batchesAtOnce = 2;

/**
 * The ids of the components, in their order, as `Dictionary.resolve` gives them; what the dictionary lacks is added and
 * committed. For documents that hold more than any cache: by COPY, and set by set. `pool` is one without `pipeline`.
 */
export async function resolveInBulk(pool: Pool, components: readonly Component[], onProgress: (share: number) => void): Promise<ResolvedComponents> {
  const resolved = emptyIds(components.length);
  let next = 0;
  let done = 0;
  const resolveBatches = async () => {
    while (next < components.length) {
      const from = next;
      next = batchEnd(components, from);
      const wanted = components.slice(from, next).map(toWanted);
      copyIds(resolved, await resolveBatch(pool, wanted), (i) => from + i);
      done += wanted.length;
      onProgress(done / components.length);
    }
  };
  await Promise.all(Array.from({ length: batchesAtOnce }, resolveBatches));
  return resolved;
}

/** Components are sorted: batches that end with a package do not meet in one, but for a package of more versions than that. */
function batchEnd(components: readonly Component[], from: number): number {
  const last = components[from + batchComponents - 1];
  let end = Math.min(from + batchComponents, components.length);
  for (; end < components.length && end < from + 2 * batchComponents; end++) {
    const { ecosystem, name } = components[end] as Component;
    if (name !== last?.name || ecosystem !== last.ecosystem) break;
  }
  return end;
}

async function resolveBatch(pool: Pool, wanted: readonly WantedVersion[]): Promise<ResolvedComponents> {
  try {
    return (
      (await inTransaction(async (client) => {
        await commitWithFacts(client);
        const added = await addNewPackages(client, wanted);
        if (added === null) return null;
        if (added.known.length > 0) {
          const { ids } = await resolveBySet(
            client,
            added.known.map((place) => wanted[place] as WantedVersion),
          );
          copyIds(added.ids, ids, (i) => added.known[i] ?? 0);
        }
        return added.ids;
      }, pool)) ?? (await resolveWhole(pool, wanted))
    );
  } catch (error) {
    // Another writer added one of the packages meanwhile.
    if ((error as { code?: unknown }).code !== uniqueViolation) throw error;
    return resolveWhole(pool, wanted);
  }
}

/** PostgreSQL: unique_violation. */
const uniqueViolation = "23505";

async function resolveWhole(pool: Pool, wanted: readonly WantedVersion[]): Promise<ResolvedComponents> {
  const { ids, names } = await inTransaction(async (client) => {
    await commitWithFacts(client);
    return resolveBySet(client, wanted);
  }, pool);
  await nameForAdvisories(pool, names);
  return ids;
}

/** Whatever of it the dictionary has, and whoever writes the same meanwhile. */
async function resolveBySet(client: PoolClient, wanted: readonly WantedVersion[]): Promise<{ ids: ResolvedComponents; names: NameForRow[] }> {
  await copyWanted(client, wanted);
  await addWantedPackages(client);
  const added = await addWantedVersions(client);
  if (wanted.some(({ hash }) => hash !== null)) await addWantedHashes(client);
  const columns = await selectWantedIds(client);
  const names = wanted.some(({ advisory }) => advisory !== null) ? await selectWantedNames(client) : [];
  if (added.length > 0) await matchNewPackageVersions(client, added);
  const ids = {
    packageVersionIds: int4Column(columns.packageVersionIds),
    packageIds: int4Column(columns.packageIds),
    hashIds: int4Column(columns.hashIds),
  };
  if (Object.values(ids).some(({ length }) => length !== wanted.length))
    throw new WhereinError("internal", "A dictionary row vanished while it was being added.");
  return { ids, names };
}

function toWanted(component: Component): WantedVersion {
  const { ecosystem, name, version, release, sha256 } = component;
  const known = advisoryIdentityOf(component);
  return {
    ecosystem,
    name,
    leaf: leafOf(ecosystem, name),
    version,
    release,
    versionKey: storedKey(ecosystem, version),
    hash: sha256 === null ? null : toVersionHash(sha256),
    advisory: known && {
      ...known,
      leaf: leafOf(known.ecosystem, known.name),
      key: storedKey(known.ecosystem, known.version),
      without: nameWithoutSource(component),
    },
  };
}

function emptyIds(count: number): ResolvedComponents {
  return { packageVersionIds: new Int32Array(count), packageIds: new Int32Array(count), hashIds: new Int32Array(count) };
}

function copyIds(to: ResolvedComponents, from: ResolvedComponents, placeOf: (i: number) => number): void {
  for (let i = 0; i < from.packageVersionIds.length; i++) {
    const place = placeOf(i);
    to.packageVersionIds[place] = from.packageVersionIds[i] ?? 0;
    to.packageIds[place] = from.packageIds[i] ?? 0;
    to.hashIds[place] = from.hashIds[i] ?? 0;
  }
}
