import type { Pool } from "pg";
import { inTransaction } from "@/lib/db/transaction";
import { WhereinError } from "@/lib/errors";
import { leafOf } from "@/lib/purl";
import type { Component } from "@/lib/sbom/model";
import { schemeOf, versionKey } from "@/lib/versions";
import type { ResolvedComponents } from "./dictionary";
import { addWantedHashes, addWantedPackages, addWantedVersions, copyWanted, selectWantedIds, type WantedVersion } from "./queries/bulk-dictionary";

/** Components of one transaction: bounds its memory, and how long other writers wait for the names that it adds. */
const batchComponents = 20_000;

/**
 * The ids of the components, in their order, as `Dictionary.resolve` gives them; what the dictionary lacks is added and
 * committed. For documents that hold more than any cache: by COPY, and set by set. `pool` is one without `pipeline`.
 */
export async function resolveInBulk(pool: Pool, components: readonly Component[], onProgress: (share: number) => void): Promise<ResolvedComponents> {
  const packageVersionIds = new Int32Array(components.length);
  const packageIds = new Int32Array(components.length);
  for (let from = 0; from < components.length; from += batchComponents) {
    const wanted = components.slice(from, from + batchComponents).map(toWanted);
    const ids = await inTransaction(async (client) => {
      await copyWanted(client, wanted);
      await addWantedPackages(client);
      await addWantedVersions(client);
      await addWantedHashes(client);
      return selectWantedIds(client);
    }, pool);
    fill(packageVersionIds, from, ids.packageVersionIds, wanted.length);
    fill(packageIds, from, ids.packageIds, wanted.length);
    onProgress(Math.min(1, (from + batchComponents) / components.length));
  }
  return { packageVersionIds, packageIds };
}

function toWanted({ ecosystem, name, version, release, sha256 }: Component): WantedVersion {
  const scheme = schemeOf(ecosystem);
  return {
    ecosystem,
    name,
    leaf: leafOf(ecosystem, name),
    version,
    release,
    versionKey: scheme ? versionKey(scheme, version) : null,
    sha256: sha256 === null ? null : Buffer.from(sha256, "hex"),
  };
}

function fill(ids: Int32Array, from: number, column: Buffer, count: number): void {
  if (column.length !== count * 4) throw new WhereinError("internal", "A dictionary row vanished while it was being added.");
  for (let i = 0; i < count; i++) ids[from + i] = column.readInt32BE(i * 4);
}
