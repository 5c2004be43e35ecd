import type { Pool } from "pg";
import { advisoryIdentity } from "@/lib/advisories/identity";
import { inTransaction } from "@/lib/db/transaction";
import { WhereinError } from "@/lib/errors";
import { matchNewPackageVersions } from "@/lib/matching";
import { leafOf } from "@/lib/purl";
import type { Component } from "@/lib/sbom/model";
import { storedKey } from "@/lib/versions";
import type { ResolvedComponents } from "./dictionary";
import {
  addWantedAdvisoryPackages,
  addWantedHashes,
  addWantedPackages,
  addWantedVersions,
  commitWithFacts,
  copyWanted,
  selectWantedIds,
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
  return inTransaction(async (client) => {
    await commitWithFacts(client);
    await copyWanted(client, wanted);
    await addWantedPackages(client);
    if (wanted.some(({ advisory }) => advisory !== null)) await addWantedAdvisoryPackages(client);
    const added = await addWantedVersions(client);
    if (added.length > 0) await matchNewPackageVersions(client, added);
    if (wanted.some(({ hash }) => hash !== null)) await addWantedHashes(client);
    return selectWantedIds(client);
  }, pool);
}

function toWanted(component: Component): WantedVersion {
  const { ecosystem, name, version, release, sha256 } = component;
  const advisory = advisoryIdentity(component, component.source ?? null);
  return {
    advisory: advisory && { ...advisory, leaf: leafOf(advisory.ecosystem, advisory.name), versionKey: storedKey(advisory.ecosystem, advisory.version) },
    ecosystem,
    name,
    leaf: leafOf(ecosystem, name),
    version,
    release,
    versionKey: storedKey(ecosystem, version),
    hash: sha256 === null ? null : toVersionHash(sha256),
  };
}

function fill(ids: Int32Array, from: number, column: Buffer, count: number): void {
  if (column.length !== count * 4) throw new WhereinError("internal", "A dictionary row vanished while it was being added.");
  for (let i = 0; i < count; i++) ids[from + i] = column.readInt32BE(i * 4);
}
