import type { ClientBase } from "pg";
import { PackageFacts } from "./package-facts";
import { type ListedRow, type RangeRow, selectKnownVersions, selectListed, selectRanges } from "./queries/facts";

/** What advisories say of packages, made when it is asked for. */
export class FactsOfPackages {
  readonly #ranges: ReadonlyMap<number, RangeRow[]>;
  readonly #listed: ReadonlyMap<number, ListedRow[]>;
  readonly #ecosystems: ReadonlyMap<number, string>;
  readonly #facts = new Map<string, PackageFacts>();

  private constructor(ranges: readonly RangeRow[], listed: readonly ListedRow[], ecosystems: ReadonlyMap<number, string>) {
    this.#ranges = byPackage(ranges);
    this.#listed = byPackage(listed);
    this.#ecosystems = ecosystems;
  }

  /** Of packages with their ecosystems. */
  static async read(client: ClientBase, ecosystems: ReadonlyMap<number, string>): Promise<FactsOfPackages> {
    const ids = [...ecosystems.keys()];
    const [ranges, listed] = await Promise.all([selectRanges(client, ids), selectListed(client, ids)]);
    return new FactsOfPackages(ranges, listed, ecosystems);
  }

  /** Of one package: what is said of every release, and of this one. */
  of(packageId: number, release: string): PackageFacts {
    const key = `${packageId} ${release}`;
    const known = this.#facts.get(key);
    if (known) return known;
    const isOf = (row: { release: string }) => row.release === "" || row.release === release;
    const facts = new PackageFacts({
      ecosystem: this.#ecosystems.get(packageId) ?? "",
      ranges: this.#ranges.get(packageId)?.filter(isOf) ?? [],
      listed: this.#listed.get(packageId)?.filter(isOf) ?? [],
    });
    this.#facts.set(key, facts);
    return facts;
  }

  /** Adds the versions of some packages that the inventory knows. */
  async addKnown(client: ClientBase, packageIds: readonly number[]): Promise<void> {
    const rows = await selectKnownVersions(client, packageIds);
    const byFacts = new Map<PackageFacts, typeof rows>();
    for (const row of rows) {
      const facts = this.of(row.packageId, row.release);
      const of = byFacts.get(facts);
      if (of) of.push(row);
      else byFacts.set(facts, [row]);
    }
    for (const [facts, versions] of byFacts) facts.knows(versions);
  }
}

function byPackage<T extends { packageId: number }>(rows: readonly T[]): Map<number, T[]> {
  const lists = new Map<number, T[]>();
  for (const row of rows) {
    const of = lists.get(row.packageId);
    if (of) of.push(row);
    else lists.set(row.packageId, [row]);
  }
  return lists;
}
