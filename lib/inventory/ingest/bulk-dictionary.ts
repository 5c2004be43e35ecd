import type { Pool } from "pg";
import { inTransaction } from "@/lib/db/transaction";
import { WhereinError } from "@/lib/errors";
import { matchNewPackageVersions } from "@/lib/matching";
import { leafOf } from "@/lib/purl";
import type { Component } from "@/lib/sbom/model";
import { storedKey } from "@/lib/versions";
import { advisoryIdentityOf, nameForAdvisories, nameWithoutSource } from "./advisory-names";
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
  const packageVersionIds = new Int32Array(components.length);
  const packageIds = new Int32Array(components.length);
  const hashIds = new Int32Array(components.length);
  let next = 0;
  let done = 0;
  const resolveBatches = async () => {
    while (next < components.length) {
      const from = next;
      next += batchComponents;
      const wanted = components.slice(from, next).map(toWanted);
      const ids = await resolveBatch(pool, wanted);
      fill(packageVersionIds, from, ids.packageVersionIds, wanted.length);
      fill(packageIds, from, ids.packageIds, wanted.length);
      fill(hashIds, from, ids.hashIds, wanted.length);
      done += wanted.length;
      onProgress(done / components.length);
    }
  };
  // Components are sorted, so that two batches meet in one package at most, which is the last of one and the first of the other.
  await Promise.all(Array.from({ length: batchesAtOnce }, resolveBatches));
  return { packageVersionIds, packageIds, hashIds };
}

async function resolveBatch(pool: Pool, wanted: readonly WantedVersion[]) {
  const { ids, names } = await inTransaction(async (client) => {
    await commitWithFacts(client);
    await copyWanted(client, wanted);
    await addWantedPackages(client);
    const added = await addWantedVersions(client);
    if (wanted.some(({ hash }) => hash !== null)) await addWantedHashes(client);
    const ids = await selectWantedIds(client);
    const names = wanted.some(({ advisory }) => advisory !== null) ? await selectWantedNames(client) : [];
    if (added.length > 0) await matchNewPackageVersions(client, added);
    return { ids, names };
  }, pool);
  await nameForAdvisories(pool, names);
  return ids;
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

function fill(ids: Int32Array, from: number, column: Buffer, count: number): void {
  if (column.length !== count * 4) throw new WhereinError("internal", "A dictionary row vanished while it was being added.");
  for (let i = 0; i < count; i++) ids[from + i] = column.readInt32BE(i * 4);
}
