/** What is upgraded together: versions of a package on one line. */
export type Item = { packageId: number; release: string; line: string; isOrdered: boolean; isOfDistribution: boolean };

/** A package version by what one upgrades: its own package, or of a distro the source package, in its release. */
export type PlanVersion = {
  packageId: number;
  /** Of the package version itself. */
  ecosystem: string;
  release: string;
  version: string;
  /** Null: cannot be ordered. */
  key: Buffer | null;
  line: string | null;
  isPrerelease: boolean;
  isOfDistribution: boolean;
};

/** Items, numbered as their versions are met. */
export class Items {
  readonly list: Item[] = [];
  readonly #numbers = new Map<string, number>();

  /** The item of a package version; undefined: one that the dictionary does not have, which is a package of its own that nothing fixes. */
  numberOf(version: PlanVersion | undefined, versionId: number): number {
    const item = version ? toItem(version) : { packageId: -versionId, release: "", line: "", isOrdered: false, isOfDistribution: false };
    const key = `${item.packageId} ${item.isOrdered} ${item.release} ${item.line}`;
    const number = this.#numbers.get(key) ?? this.list.push(item) - 1;
    this.#numbers.set(key, number);
    return number;
  }
}

/** For numbers of none. */
export const noItem: Item = { packageId: 0, release: "", line: "", isOrdered: false, isOfDistribution: false };

/** An order of items that does not depend on how they were met. */
export function compareItems(a: Item, b: Item): number {
  return a.packageId - b.packageId || byText(a.release, b.release) || byText(a.line, b.line) || Number(a.isOrdered) - Number(b.isOrdered);
}

const byText = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

function toItem({ packageId, release, key, line, isOfDistribution }: PlanVersion): Item {
  return { packageId, release, line: key === null ? "" : (line ?? ""), isOrdered: key !== null, isOfDistribution };
}
