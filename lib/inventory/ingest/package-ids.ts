import type { Pool } from "pg";
import { leafOf } from "@/lib/purl";
import type { PackageIdentity } from "@/lib/sbom/model";
import { findOrAdd } from "./find-or-add";
import type { PackageName } from "./queries/dictionary";
import { TwoGenerationCache } from "./two-generation-cache";

type Query = (on: Pool, packages: readonly PackageName[]) => Promise<(number | null)[]>;

/** The dictionary's ids of packages, with what this process has seen of them. `find` and `add` say which: those of SBOMs, or also those that only advisories name. */
export class PackageIds {
  readonly #pool: Pool;
  readonly #find: Query;
  readonly #add: Query;
  readonly #known = new TwoGenerationCache<string, number>(40_000);

  constructor(pool: Pool, { find, add }: { find: Query; add: Query }) {
    this.#pool = pool;
    this.#find = find;
    this.#add = add;
  }

  /** The ids in the order given; packages that are missing are added, in one order for all writers. */
  async idsOf(packages: readonly Pick<PackageIdentity, "ecosystem" | "name">[]): Promise<number[]> {
    const byName = new Map<string, PackageName>();
    for (const { ecosystem, name } of packages) {
      const key = `${ecosystem}\0${name}`;
      if (this.#known.get(key) === undefined && !byName.has(key)) byName.set(key, { ecosystem, name, leaf: leafOf(ecosystem, name) });
    }
    const keys = [...byName.keys()].sort();
    const ids = await findOrAdd(
      keys.map((key) => byName.get(key) as PackageName),
      (some) => this.#find(this.#pool, some),
      (some) => this.#add(this.#pool, some),
    );
    // Held here too: a cache smaller than one document must not lose an id before it is used.
    const found = new Map<string, number>();
    keys.forEach((key, i) => {
      found.set(key, ids[i] ?? 0);
      this.#known.set(key, ids[i] ?? 0);
    });
    return packages.map(({ ecosystem, name }) => {
      const key = `${ecosystem}\0${name}`;
      return found.get(key) ?? this.#known.get(key) ?? 0;
    });
  }
}
