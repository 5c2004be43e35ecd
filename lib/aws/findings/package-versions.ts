import type { Pool, PoolClient } from "pg";
import type { InspectorPackage } from "@/lib/aws/model";
import { inTransaction } from "@/lib/db/transaction";
import { advisoryIdentityOf, toAdvisoryName } from "@/lib/inventory/ingest/advisory-names";
import { findOrAdd } from "@/lib/inventory/ingest/find-or-add";
import { PackageIds } from "@/lib/inventory/ingest/package-ids";
import {
  insertNamedPackages,
  insertPackages,
  type PackageName,
  selectNamedPackageIds,
  selectPackageIds,
  selectPackageVersionIds,
  type VersionOfPackage,
} from "@/lib/inventory/ingest/queries/dictionary";
import { insertPackageVersions } from "@/lib/inventory/ingest/queries/new-versions";
import { TwoGenerationCache } from "@/lib/inventory/ingest/two-generation-cache";
import { matchNewPackageVersions } from "@/lib/matching";
import { storedKey } from "@/lib/versions";

type Identity = NonNullable<InspectorPackage["identity"]>;

/** Rows of one transaction: bounds how long other writers wait for the names that it adds. */
const batchRows = 5_000;

export const identityKey = ({ ecosystem, name, version, release }: Identity) => `${ecosystem}\0${name}\0${version}\0${release}`;

/**
 * The dictionary's package versions of what Inspector names. What it found in something that runs is a package of the inventory, as what an SBOM
 * lists: a question by its name must find it. New rows are committed here, sorted and with their matches, before the facts that use them.
 */
class PackageVersions {
  readonly #pool: Pool;
  readonly #packages: PackageIds;
  readonly #names: PackageIds;
  readonly #known = new TwoGenerationCache<string, number>(80_000);

  constructor(pool: Pool) {
    this.#pool = pool;
    const insert = (_: Pool, names: readonly PackageName[]) => this.#added((client) => insertPackages(client, names));
    const insertNames = (_: Pool, names: readonly PackageName[]) => this.#added((client) => insertNamedPackages(client, names));
    this.#packages = new PackageIds(pool, { find: selectPackageIds, add: insert });
    this.#names = new PackageIds(pool, { find: selectNamedPackageIds, add: insertNames });
  }

  /** Ids by `identityKey`. */
  async idsOf(identities: Iterable<Identity>): Promise<Map<string, number>> {
    const ids = new Map<string, number>();
    const missing = new Map<string, Identity>();
    for (const identity of identities) {
      const key = identityKey(identity);
      const known = this.#known.get(key);
      if (known === undefined) missing.set(key, identity);
      else ids.set(key, known);
    }
    // One order for all writers, so that two cannot wait for each other.
    const keys = [...missing.keys()].sort();
    for (let at = 0; at < keys.length; at += batchRows) {
      const some = keys.slice(at, at + batchRows);
      const found = await this.#findOrAdd(some.map((key) => missing.get(key) as Identity));
      some.forEach((key, i) => {
        ids.set(key, found[i] ?? 0);
        this.#known.set(key, found[i] ?? 0);
      });
    }
    return ids;
  }

  async #findOrAdd(identities: readonly Identity[]): Promise<number[]> {
    const packageIds = await this.#packages.idsOf(identities);
    // As of a document that names no source packages: one that does may give the row its name later.
    const names = identities.map((identity) => advisoryIdentityOf(identity));
    const namedIds = await this.#names.idsOf(names.filter((name) => name !== null));
    let nextName = 0;
    const versions = identities.map(({ ecosystem, version, release }, i): VersionOfPackage => {
      const name = names[i] ?? null;
      const advisory = name && toAdvisoryName(name, namedIds[nextName++] ?? 0);
      return { packageId: packageIds[i] ?? 0, version, release, versionKey: storedKey(ecosystem, version), advisory };
    });
    return findOrAdd(
      versions,
      (some) => selectPackageVersionIds(this.#pool, some),
      (some) => this.#add(some),
    );
  }

  async #add(versions: readonly VersionOfPackage[]): Promise<(number | null)[]> {
    return this.#added(async (client) => {
      const ids = await insertPackageVersions(client, versions);
      const added = ids.filter((id) => id !== null);
      if (added.length > 0) await matchNewPackageVersions(client, added);
      return ids;
    });
  }

  /** Waits for the disk: what is remembered must outlive a crash of PostgreSQL. */
  #added<T>(work: (client: PoolClient) => Promise<T>): Promise<T> {
    return inTransaction(work, this.#pool);
  }
}

const ofPool = new WeakMap<Pool, PackageVersions>();

/** Ids of package versions by `identityKey`, with what this process has seen of them through the pool. What the dictionary lacks is added and committed. */
export async function packageVersionIds(pool: Pool, identities: Iterable<Identity>): Promise<Map<string, number>> {
  const versions = ofPool.get(pool) ?? new PackageVersions(pool);
  ofPool.set(pool, versions);
  return versions.idsOf(identities);
}
