import type { Pool } from "pg";
import type { Component, PackageIdentity } from "@/lib/sbom/model";
import { storedKey } from "@/lib/versions";
import { addVersions } from "./add-versions";
import { advisoryIdentityOf, nameForAdvisories, nameWithoutSource, toAdvisoryName } from "./advisory-names";
import { findOrAdd } from "./find-or-add";
import { PackageIds } from "./package-ids";
import {
  type HashOfVersion,
  insertHashes,
  insertNamedPackages,
  insertPackages,
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

/** A package version with the hash that it was last seen with. `named`: what its row is known to have of what advisories call it. */
type Entry = { packageVersionId: number; packageId: number; sha256: string | null; hashId: number; named: Named };
/** Nothing yet, what a document without the source package can tell, or all of it. */
const namedBy = { nothing: 0, identity: 1, source: 2 } as const;
type Named = (typeof namedBy)[keyof typeof namedBy];
const tells = ({ source }: Component): Named => (source === undefined ? namedBy.identity : namedBy.source);
/** Ids in the order of the components; a hash id is 0 where the document gives no SHA-256. */
export type ResolvedComponents = { packageVersionIds: Int32Array; packageIds: Int32Array; hashIds: Int32Array };

/**
 * The shared dictionary of packages and package versions, with what this process has seen of it. Ids never change, so a
 * cached entry is true for ever. New rows are committed here, before the facts that use them.
 */
export class Dictionary {
  readonly #pool: Pool;
  readonly #versions = new TwoGenerationCache<string, Entry>(80_000);
  readonly #packages: PackageIds;
  readonly #advisoryPackages: PackageIds;
  /** By package version and SHA-256: files of one version (for two processors, say) take turns. */
  readonly #hashes = new TwoGenerationCache<string, number>(20_000);

  constructor(pool: Pool) {
    this.#pool = pool;
    this.#packages = new PackageIds(pool, { find: selectPackageIds, add: insertPackages });
    this.#advisoryPackages = new PackageIds(pool, { find: selectNamedPackageIds, add: insertNamedPackages });
  }

  /** The ids of the components, in their order; what the dictionary lacks is added. Components are unique by key. */
  async resolve(components: readonly Component[]): Promise<ResolvedComponents> {
    const entries = components.map((component) => this.#versions.get(component.key) ?? null);
    const missing: number[] = [];
    for (let i = 0; i < entries.length; i++) if (entries[i] === null) missing.push(i);
    for (let at = 0; at < missing.length; at += batchRows) {
      await this.#resolveMissing(components, missing.slice(at, at + batchRows), entries);
    }
    await this.#nameForAdvisories(components, entries);
    const hashIds = await this.#hashIds(components, entries);
    return {
      packageVersionIds: Int32Array.from(entries, (entry) => entry?.packageVersionId ?? 0),
      packageIds: Int32Array.from(entries, (entry) => entry?.packageId ?? 0),
      hashIds,
    };
  }

  async #resolveMissing(components: readonly Component[], missing: readonly number[], entries: (Entry | null)[]): Promise<void> {
    const wanted = missing.map((index) => components[index]).filter((component) => component !== undefined);
    const named = wanted.map(advisoryIdentityOf);
    const packageIds = await this.#packages.idsOf(wanted);
    const namedIds = await this.#advisoryPackages.idsOf(named.filter((each) => each !== null));
    let nextName = 0;
    const versions = wanted.map(({ ecosystem, version, release }, i): VersionOfPackage => {
      const name = named[i] ?? null;
      return {
        packageId: packageIds[i] ?? 0,
        version,
        release,
        versionKey: storedKey(ecosystem, version),
        advisory: name && toAdvisoryName(name, namedIds[nextName++] ?? 0),
      };
    });
    const added = new Set<number>();
    const ids = await findOrAdd(
      versions,
      (some) => selectPackageVersionIds(this.#pool, some),
      async (some) => {
        const ids = await addVersions(this.#pool, some);
        for (const id of ids) if (id !== null) added.add(id);
        return ids;
      },
    );
    wanted.forEach((component, i) => {
      const id = ids[i] ?? 0;
      const entry: Entry = {
        packageVersionId: id,
        packageId: packageIds[i] ?? 0,
        sha256: null,
        hashId: 0,
        named: added.has(id) ? tells(component) : namedBy.nothing,
      };
      this.#versions.set(component.key, entry);
      entries[missing[i] ?? 0] = entry;
    });
  }

  /** Gives rows that lack it the name by which advisories know them, once this process learns it. */
  async #nameForAdvisories(components: readonly Component[], entries: readonly (Entry | null)[]): Promise<void> {
    const rows: { entry: Entry; component: Component; name: PackageIdentity }[] = [];
    for (let i = 0; i < entries.length; i++) {
      const entry = entries[i];
      const component = components[i];
      if (!entry || !component || entry.named >= tells(component)) continue;
      const name = advisoryIdentityOf(component);
      if (name !== null) rows.push({ entry, component, name });
    }
    if (rows.length === 0) return;
    const packageIds = await this.#advisoryPackages.idsOf(rows.map(({ name }) => name));
    const names = rows.map(({ entry, component, name }, i) => ({
      ...toAdvisoryName(name, packageIds[i] ?? 0),
      packageVersionId: entry.packageVersionId,
      without: nameWithoutSource(component),
    }));
    await nameForAdvisories(this.#pool, names);
    for (const { entry, component } of rows) entry.named = tells(component);
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
