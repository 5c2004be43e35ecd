import type { ClientBase } from "pg";
import { PackageFacts } from "./package-facts";
import { type ListedRow, type RangeRow, selectKnownVersions, selectListed, selectRanges } from "./queries/facts";

/** What advisories say of packages, read when it is asked for and made when it is used: the same for as long as no advisory changes. */
export class FactsOfPackages {
  readonly #edition: number;
  readonly #rows = new Map<number, { ecosystem: string; ranges: RangeRow[]; listed: ListedRow[] }>();
  /** By package and release. */
  readonly #facts = new Map<number, Map<string, PackageFacts>>();

  /** Of advisories as often as they changed. */
  constructor(edition: number) {
    this.#edition = edition;
  }

  isOf(edition: number): boolean {
    return this.#edition === edition;
  }

  /** Reads what is not here of some packages, given with their ecosystems. */
  async read(client: ClientBase, ecosystems: ReadonlyMap<number, string>): Promise<void> {
    const ids = [...ecosystems.keys()].filter((id) => !this.#rows.has(id));
    if (ids.length === 0) return;
    const [ranges, listed] = await Promise.all([selectRanges(client, ids), selectListed(client, ids)]);
    for (const id of ids) this.#rows.set(id, { ecosystem: ecosystems.get(id) ?? "", ranges: [], listed: [] });
    for (const row of ranges) this.#rows.get(row.packageId)?.ranges.push(row);
    for (const row of listed) this.#rows.get(row.packageId)?.listed.push(row);
  }

  /** Of one package: what is said of every release, and of this one. */
  of(packageId: number, release: string): PackageFacts {
    const ofPackage = this.#facts.get(packageId) ?? new Map<string, PackageFacts>();
    const known = ofPackage.get(release);
    if (known) return known;
    const { ecosystem, ranges, listed } = this.#rows.get(packageId) ?? { ecosystem: "", ranges: [], listed: [] };
    const isOf = (row: { release: string }) => row.release === "" || row.release === release;
    const facts = new PackageFacts({ ecosystem, ranges: ranges.filter(isOf), listed: listed.filter(isOf) });
    if (this.#rows.has(packageId)) this.#facts.set(packageId, ofPackage.set(release, facts));
    return facts;
  }

  /** Takes in the versions of some packages that the inventory knows now. */
  async addKnown(client: ClientBase, packageIds: readonly number[]): Promise<void> {
    const byFacts = new Map<PackageFacts, Awaited<ReturnType<typeof selectKnownVersions>>>();
    for (const row of await selectKnownVersions(client, packageIds)) {
      const facts = this.of(row.packageId, row.release);
      const of = byFacts.get(facts);
      if (of) of.push(row);
      else byFacts.set(facts, [row]);
    }
    for (const [facts, versions] of byFacts) facts.knows(versions);
  }
}

/** What this process keeps of a state of the advisories. */
export function keptFacts(edition: number): FactsOfPackages {
  if (!kept.isOf(edition)) kept = new FactsOfPackages(edition);
  return kept;
}

let kept = new FactsOfPackages(0);
