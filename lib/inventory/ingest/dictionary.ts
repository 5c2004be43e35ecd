import type { Pool } from "pg";
import { advisoryIdentity } from "@/lib/advisories/identity";
import { inTransaction } from "@/lib/db/transaction";
import { WhereinError } from "@/lib/errors";
import { matchNewPackageVersions } from "@/lib/matching";
import { leafOf } from "@/lib/purl";
import type { Component } from "@/lib/sbom/model";
import { storedKey } from "@/lib/versions";
import {
  type AdvisoryName,
  type HashOfVersion,
  insertHashes,
  insertNamedPackages,
  insertPackages,
  insertPackageVersions,
  type PackageName,
  selectHashIds,
  selectNamedPackageIds,
  selectPackageIds,
  selectPackageVersionIds,
  type VersionOfPackage,
} from "./queries/dictionary";
import { TwoGenerationCache } from "./two-generation-cache";
import { toVersionHash } from "./version-hash";

/** Rows per statement: bounds the memory of one parameter list. */
const batchRows = 10_000;

/** A package version with the hash that it was last seen with. */
type Entry = { packageVersionId: number; packageId: number; sha256: string | null; hashId: number };
/** Ids in the order of the components; a hash id is 0 where the document gives no SHA-256. */
export type ResolvedComponents = { packageVersionIds: Int32Array; packageIds: Int32Array; hashIds: Int32Array };

/**
 * The shared dictionary of packages and package versions, with what this process has seen of it. Ids never change, so a
 * cached entry is true for ever. New rows are committed here, before the facts that use them.
 */
export class Dictionary {
  readonly #pool: Pool;
  readonly #versions = new TwoGenerationCache<string, Entry>(80_000);
  readonly #packages = new TwoGenerationCache<string, number>(40_000);
  /** By package version and SHA-256: files of one version (for two processors, say) take turns. */
  readonly #hashes = new TwoGenerationCache<string, number>(20_000);

  constructor(pool: Pool) {
    this.#pool = pool;
  }

  /** The ids of the components, in their order; what the dictionary lacks is added. Components are unique by key. */
  async resolve(components: readonly Component[]): Promise<ResolvedComponents> {
    const entries = components.map((component) => this.#versions.get(component.key) ?? null);
    const missing: number[] = [];
    for (let i = 0; i < entries.length; i++) if (entries[i] === null) missing.push(i);
    for (let at = 0; at < missing.length; at += batchRows) {
      await this.#resolveMissing(components, missing.slice(at, at + batchRows), entries);
    }
    const hashIds = await this.#hashIds(components, entries);
    return {
      packageVersionIds: Int32Array.from(entries, (entry) => entry?.packageVersionId ?? 0),
      packageIds: Int32Array.from(entries, (entry) => entry?.packageId ?? 0),
      hashIds,
    };
  }

  async #resolveMissing(components: readonly Component[], missing: readonly number[], entries: (Entry | null)[]): Promise<void> {
    const wanted = missing.map((index) => components[index]).filter((component) => component !== undefined);
    const packageIds = await this.#packageIds(wanted);
    const named = await this.#advisoryNames(wanted);
    const versions = wanted.map(
      ({ ecosystem, version, release }, i): VersionOfPackage => ({
        packageId: packageIds[i] ?? 0,
        version,
        release,
        versionKey: storedKey(ecosystem, version),
        advisory: named[i] ?? null,
      }),
    );
    const ids = await findOrAdd(
      versions,
      (some) => selectPackageVersionIds(this.#pool, some),
      (some) => this.#addVersions(some),
    );
    wanted.forEach((component, i) => {
      const entry: Entry = { packageVersionId: ids[i] ?? 0, packageId: packageIds[i] ?? 0, sha256: null, hashId: 0 };
      this.#versions.set(component.key, entry);
      entries[missing[i] ?? 0] = entry;
    });
  }

  /** New package versions are matched with all advisories in the transaction that adds them. */
  async #addVersions(versions: readonly VersionOfPackage[]): Promise<(number | null)[]> {
    return inTransaction(async (client) => {
      const ids = await insertPackageVersions(client, versions);
      const added = ids.filter((id) => id !== null);
      if (added.length > 0) await matchNewPackageVersions(client, added);
      return ids;
    }, this.#pool);
  }

  async #advisoryNames(components: readonly Component[]): Promise<(AdvisoryName | null)[]> {
    const identities = components.map((component) => advisoryIdentity(component, component.source ?? null));
    const byName = new Map<string, PackageName>();
    for (const identity of identities) {
      if (identity)
        byName.set(`${identity.ecosystem}\0${identity.name}`, {
          ecosystem: identity.ecosystem,
          name: identity.name,
          leaf: leafOf(identity.ecosystem, identity.name),
        });
    }
    const keys = [...byName.keys()].sort();
    const ids = await findOrAdd(
      keys.map((key) => byName.get(key) as PackageName),
      (some) => selectNamedPackageIds(this.#pool, some),
      (some) => insertNamedPackages(this.#pool, some),
    );
    const idOf = new Map(keys.map((key, i) => [key, ids[i] ?? 0]));
    return identities.map((identity) => {
      if (identity === null) return null;
      const { ecosystem, name, version, release } = identity;
      return { packageId: idOf.get(`${ecosystem}\0${name}`) ?? 0, version, release, versionKey: storedKey(ecosystem, version) };
    });
  }

  async #packageIds(components: readonly Component[]): Promise<number[]> {
    const byName = new Map<string, PackageName>();
    for (const { ecosystem, name } of components) {
      const key = `${ecosystem}\0${name}`;
      if (this.#packages.get(key) === undefined && !byName.has(key)) byName.set(key, { ecosystem, name, leaf: leafOf(ecosystem, name) });
    }
    const names = [...byName.values()];
    const ids = await findOrAdd(
      names,
      (some) => selectPackageIds(this.#pool, some),
      (some) => insertPackages(this.#pool, some),
    );
    // Held here too: a cache smaller than one document must not lose an id before it is used.
    const found = new Map<string, number>();
    [...byName.keys()].forEach((key, i) => {
      found.set(key, ids[i] ?? 0);
      this.#packages.set(key, ids[i] ?? 0);
    });
    return components.map(({ ecosystem, name }) => {
      const key = `${ecosystem}\0${name}`;
      return found.get(key) ?? this.#packages.get(key) ?? 0;
    });
  }

  async #hashIds(components: readonly Component[], entries: readonly (Entry | null)[]): Promise<Int32Array> {
    const hashIds = new Int32Array(components.length);
    const fresh: { place: number; entry: Entry; sha256: string }[] = [];
    for (let place = 0; place < entries.length; place++) {
      const sha256 = components[place]?.sha256;
      const entry = entries[place];
      if (!sha256 || !entry) continue;
      const known = entry.sha256 === sha256 ? entry.hashId : this.#hashes.get(`${entry.packageVersionId} ${sha256}`);
      if (known === undefined) fresh.push({ place, entry, sha256 });
      else hashIds[place] = known;
    }
    for (let at = 0; at < fresh.length; at += batchRows) {
      const batch = fresh.slice(at, at + batchRows);
      const ids = await findOrAdd(
        batch.map(({ entry, sha256 }): HashOfVersion => ({ packageVersionId: entry.packageVersionId, ...toVersionHash(sha256) })),
        (some) => selectHashIds(this.#pool, some),
        (some) => insertHashes(this.#pool, some),
      );
      batch.forEach(({ place, entry, sha256 }, i) => {
        hashIds[place] = entry.hashId = ids[i] ?? 0;
        entry.sha256 = sha256;
        // Several are as long as their document likes.
        if (sha256.length === 64) this.#hashes.set(`${entry.packageVersionId} ${sha256}`, entry.hashId);
      });
    }
    return hashIds;
  }
}

type Lookup<T> = (some: readonly T[]) => Promise<(number | null)[]>;

/** Plain read first; what is missing is added; what another writer added meanwhile is read again. Keeps the order of `wanted`. */
async function findOrAdd<T>(wanted: readonly T[], find: Lookup<T>, add: Lookup<T>): Promise<number[]> {
  if (wanted.length === 0) return [];
  const ids = await find(wanted);
  for (const step of [add, find]) {
    const missing = ids.flatMap((id, i) => (id === null ? [i] : []));
    if (missing.length === 0) break;
    const found = await step(missing.map((i) => wanted[i] as T));
    missing.forEach((place, i) => {
      ids[place] = found[i] ?? null;
    });
  }
  if (ids.includes(null)) throw new WhereinError("internal", "A dictionary row vanished while it was being added.");
  return ids.map((id) => id ?? 0);
}
