import { isPrerelease, releaseLine } from "@/lib/versions";

/** Versions of a package that an advisory means: from `lo`, included, to `hi`; null: without end. Empty bounds on both sides cannot be read. */
export type AffectedRange = {
  advisoryId: number;
  vulnerabilityId: number;
  isMalware: boolean;
  lo: Buffer;
  hi: Buffer | null;
  hiInclusive: boolean;
  fixed: string | null;
};
/** A version that an advisory lists. One without a key is compared as text. */
export type ListedVersion = { advisoryId: number; vulnerabilityId: number; isMalware: boolean; version: string; key: Buffer | null };

/** A version that one could go to. */
export type Candidate = {
  version: string;
  key: Buffer;
  line: string | null;
  isPrerelease: boolean;
  from: "advisory" | "fleet";
  /** Vulnerabilities by which it is known to be affected. */
  affectedBy: ReadonlySet<number>;
  /** One of these is malware. */
  isMalware: boolean;
};

export type Ordered = { version: string; key: Buffer };

type Statement = { advisoryId: number; fixed: string | null; key: Buffer | null };

/** What advisories say of one package, in one distro release where it has any. */
export class PackageFacts {
  readonly #ecosystem: string;
  readonly #ranges: readonly AffectedRange[];
  readonly #listed: readonly ListedVersion[];
  /** Vulnerabilities that are malware. */
  readonly #malware: ReadonlySet<number>;
  #advised: Candidate[] | null = null;
  #fleet: Candidate[] = [];
  #all: readonly Candidate[] | null = null;
  /** By the versions themselves: plans ask of the same ones again and again. */
  readonly #affecting = new WeakMap<Ordered, ReadonlySet<number>>();

  constructor(given: { ecosystem: string; ranges: readonly AffectedRange[]; listed: readonly ListedVersion[] }) {
    this.#ecosystem = given.ecosystem;
    this.#ranges = given.ranges;
    this.#listed = given.listed;
    this.#malware = new Set([...given.ranges, ...given.listed].flatMap(({ isMalware, vulnerabilityId }) => (isMalware ? [vulnerabilityId] : [])));
  }

  /** The versions that advisories name as fixes, ascending. */
  get advised(): readonly Candidate[] {
    this.#advised ??= this.#candidates(
      this.#ranges.flatMap(({ fixed, hi, hiInclusive }) =>
        fixed !== null && hi !== null && hi.length > 0 && !hiInclusive ? [{ version: fixed, key: hi }] : [],
      ),
      "advisory",
    );
    return this.#advised;
  }

  /** Those and the versions that the inventory knows, ascending; where both have one, it is the advisories'. The same array until it knows others. */
  get all(): readonly Candidate[] {
    this.#all ??= this.#fleet.length > 0 ? distinct([...this.advised, ...this.#fleet]) : this.advised;
    return this.#all;
  }

  /** Takes in the versions that the inventory knows. */
  knows(versions: readonly Ordered[]): void {
    const known = distinct([...versions].sort((a, b) => Number(a.version > b.version) - Number(a.version < b.version)));
    if (isSame(known, this.#fleet)) return;
    this.#fleet = this.#candidates(known, "fleet");
    this.#all = null;
  }

  /** The vulnerabilities that affect a version, by any source. */
  affecting(version: Ordered): ReadonlySet<number> {
    const known = this.#affecting.get(version) ?? this.#judge(version);
    this.#affecting.set(version, known);
    return known;
  }

  /** Whether a vulnerability is said to affect every version above one. */
  isEndless(vulnerabilityId: number, above: Buffer): boolean {
    return this.#ranges.some((range) => range.vulnerabilityId === vulnerabilityId && hasNoEnd(range) && Buffer.compare(range.lo, above) <= 0);
  }

  #judge({ version, key }: Ordered): ReadonlySet<number> {
    const found = new Set<number>();
    for (const range of this.#ranges) if (isIn(range, key)) found.add(range.vulnerabilityId);
    for (const listed of this.#listed) if (listed.key === null ? listed.version === version : listed.key.equals(key)) found.add(listed.vulnerabilityId);
    return found;
  }

  /** What each advisory says where a vulnerability of a version is fixed, if they say different things; null: nowhere. */
  disagreement({ key }: Ordered, vulnerabilityId: number): { advisoryId: number; fixed: string | null }[] {
    const said = new Map<number, Statement & { lo: Buffer }>();
    for (const range of this.#ranges) {
      // The last affected version says nothing of the first fixed one.
      if (range.vulnerabilityId !== vulnerabilityId || range.hiInclusive || !isIn(range, key)) continue;
      const { advisoryId, fixed, hi, lo } = range;
      const before = said.get(advisoryId);
      if (before === undefined || Buffer.compare(lo, before.lo) > 0) said.set(advisoryId, { advisoryId, fixed, key: hi, lo });
    }
    const statements = [...said.values()].sort(byFix);
    const [first] = statements;
    return first === undefined || statements.every((each) => isSameFix(each, first)) ? [] : statements.map(({ advisoryId, fixed }) => ({ advisoryId, fixed }));
  }

  #candidates(versions: readonly Ordered[], from: Candidate["from"]): Candidate[] {
    const candidates = versions.map(({ version, key }) => ({
      ...{ version, key, from },
      line: releaseLine(this.#ecosystem, version),
      isPrerelease: isPrerelease(this.#ecosystem, version),
    }));
    return distinct(candidates).map((each) => {
      const affectedBy = this.affecting(each);
      return { ...each, affectedBy, isMalware: [...affectedBy].some((id) => this.#malware.has(id)) };
    });
  }
}

/** Nothing is known to be outside of bounds that cannot be read. */
function hasNoEnd({ lo, hi }: Pick<AffectedRange, "hi" | "lo">): boolean {
  return hi === null || (hi.length === 0 && lo.length === 0);
}

function isIn({ lo, hi, hiInclusive }: AffectedRange, key: Buffer): boolean {
  if (Buffer.compare(key, lo) < 0) return false;
  if (hi === null || hasNoEnd({ lo, hi })) return true;
  const order = Buffer.compare(key, hi);
  return order < 0 || (order === 0 && hiInclusive);
}

/** Ascending, one of each key: the first that is given. */
function distinct<T extends Ordered>(versions: readonly T[]): T[] {
  const sorted = [...versions].sort((a, b) => Buffer.compare(a.key, b.key));
  return sorted.filter((each, place) => place === 0 || !sorted[place - 1]?.key.equals(each.key));
}

function isSame(versions: readonly Ordered[], others: readonly Ordered[]): boolean {
  return versions.length === others.length && versions.every(({ version, key }, at) => others[at]?.version === version && others[at].key.equals(key));
}

const isSameFix = (a: Statement, b: Statement) => (a.key === null || b.key === null ? a.key === b.key : a.key.equals(b.key));

function byFix(a: Statement, b: Statement): number {
  if (a.key === null || b.key === null) return Number(a.key === null) - Number(b.key === null) || a.advisoryId - b.advisoryId;
  return Buffer.compare(a.key, b.key) || a.advisoryId - b.advisoryId;
}
