import type { ClientBase } from "pg";
import type { FindingClasses } from "./finding-classes";
import { PackageFacts } from "./package-facts";
import { type ListedRow, type RangeRow, selectGrown, selectKnownVersions, selectListed, selectRanges } from "./queries/facts";

/** How often advisories, and versions that the inventory has, were changed. */
type Editions = { advisory_edition: number; dictionary_edition: number };

/**
 * What advisories say of packages, and the versions of them that the inventory has, read when it is asked for and made when it is used: the same for as long as
 * no advisory and no version changes. That there are more versions is no change: these are taken in by `addKnown`.
 */
export class FactsOfPackages {
  readonly #editions: Editions;
  readonly #rows = new Map<number, { ecosystem: string; ranges: RangeRow[]; listed: ListedRow[] }>();
  /** By package and release. */
  readonly #facts = new Map<number, Map<string, PackageFacts>>();
  /** By place, 1 for package versions of whose packages rows are here: looked up one by one, a hundred thousand take long. */
  readonly #seen = new WeakMap<FindingClasses, Uint8Array>();
  /** How many versions of a package the inventory had when they were read. */
  readonly #versions = new Map<number, number>();

  constructor(editions: Editions) {
    this.#editions = editions;
  }

  isOf({ advisory_edition, dictionary_edition }: Editions): boolean {
    return this.#editions.advisory_edition === advisory_edition && this.#editions.dictionary_edition === dictionary_edition;
  }

  /** Reads what is not here of the packages of some package versions: those at whose place there is a 1. */
  async read(client: ClientBase, wanted: Uint8Array, classes: FindingClasses): Promise<void> {
    const seen = new Uint8Array(wanted.length);
    seen.set(this.#seen.get(classes) ?? []);
    const ecosystems = new Map<number, string>();
    for (let place = 0; place < wanted.length; place++) {
      if (wanted[place] !== 1 || seen[place] === 1) continue;
      seen[place] = 1;
      const version = classes.subject(place);
      if (version && !this.#rows.has(version.packageId)) ecosystems.set(version.packageId, version.ecosystem);
    }
    const ids = [...ecosystems.keys()];
    const [ranges, listed] = ids.length === 0 ? [[], []] : await Promise.all([selectRanges(client, ids), selectListed(client, ids)]);
    for (const id of ids) this.#rows.set(id, { ecosystem: ecosystems.get(id) ?? "", ranges: [], listed: [] });
    for (const row of ranges) this.#rows.get(row.packageId)?.ranges.push(row);
    for (const row of listed) this.#rows.get(row.packageId)?.listed.push(row);
    this.#seen.set(classes, seen);
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

  /** Takes in the versions of some packages that the inventory knows now, reading those of which there are more than before. */
  async addKnown(client: ClientBase, packageIds: readonly number[]): Promise<void> {
    const grown = await selectGrown(
      client,
      packageIds,
      packageIds.map((id) => this.#versions.get(id) ?? 0),
    );
    const byFacts = new Map<PackageFacts, Awaited<ReturnType<typeof selectKnownVersions>>>();
    const rows = await selectKnownVersions(
      client,
      grown.map(({ packageId }) => packageId),
    );
    for (const row of rows) {
      const facts = this.of(row.packageId, row.release);
      const of = byFacts.get(facts);
      if (of) of.push(row);
      else byFacts.set(facts, [row]);
    }
    for (const [facts, versions] of byFacts) facts.knows(versions);
    for (const { packageId, versions } of grown) if (this.#rows.has(packageId)) this.#versions.set(packageId, versions);
  }
}

/** What this process keeps of a state of the advisories and of the versions. */
export function keptFacts(editions: Editions): FactsOfPackages {
  if (!kept.isOf(editions)) kept = new FactsOfPackages(editions);
  return kept;
}

let kept = new FactsOfPackages({ advisory_edition: 0, dictionary_edition: 0 });
