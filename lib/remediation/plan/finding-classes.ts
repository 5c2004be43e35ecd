import { Items, type PlanVersion } from "./items";
import { grown, NumberLists } from "./number-lists";

/**
 * How a package version got into an artifact: it depends on it itself (`own`), or direct dependencies bring it (`brought`): more than are remembered
 * (`several`), or nobody says which (`unexplained`).
 */
export const causes = ["own", "brought", "several", "unexplained"] as const;
export type Cause = (typeof causes)[number];

/** A package version with the same findings for the same reason, in however many artifacts. */
export type FindingClass = {
  versionId: number;
  cause: Cause;
  /** Of `brought`: the package versions of the direct dependencies. */
  directIds: readonly number[];
  vulnerabilityIds: readonly number[];
};

/** How many numbers of a class follow each other in `columns`: its `held` list, the place of its cause, and its `directs` list, -1 for none. */
export const classWidth = 3;

/**
 * Classes of findings, numbered from 0, in columns. Package versions go by their place, in the order in which they were met; which item each one is of is
 * learned later, and never changes. It only grows.
 */
export class FindingClasses {
  /** A package version's place, followed by vulnerabilities. */
  readonly held = new NumberLists();
  /** Places of direct dependencies. */
  readonly directs = new NumberLists();
  /** Items without repetition, of which a list of direct dependencies is. */
  readonly itemSets = new NumberLists();
  readonly versionIds: number[] = [];
  readonly #classes = new NumberLists();
  readonly #items = new Items();
  readonly #places = new Map<number, number>();
  /** Of package versions that have findings. */
  readonly #subjects: (PlanVersion | undefined)[] = [];
  readonly #unknownSubjects = new Set<number>();
  #itemOf = new Int32Array(1 << 8);
  #learned = 0;
  #setOf = new Int32Array(1 << 8);
  #setsMade = 0;

  get length(): number {
    return this.#classes.length;
  }

  /** `classWidth` numbers of each class. */
  get columns(): Int32Array {
    return this.#classes.values;
  }

  get items() {
    return this.#items.list;
  }

  /** By place, the item of a package version. */
  get itemOf(): Int32Array {
    return this.#itemOf;
  }

  /** By the number of a `directs` list, its `itemSets`. */
  get setOf(): Int32Array {
    return this.#setOf;
  }

  /** A package version with findings, by its place. */
  subject(place: number): PlanVersion | undefined {
    return this.#subjects[place];
  }

  place(versionId: number): number {
    const known = this.#places.get(versionId);
    if (known !== undefined) return known;
    const place = this.versionIds.push(versionId) - 1;
    this.#places.set(versionId, place);
    return place;
  }

  /** The number of a class by its lists. The first of `held` is a place. */
  number(held: number, cause: number, directs: number): number {
    const subject = this.held.values[this.held.starts[held] ?? 0] ?? 0;
    if (this.#subjects[subject] === undefined) this.#unknownSubjects.add(subject);
    triple[0] = held;
    triple[1] = cause;
    triple[2] = directs;
    return this.#classes.number(triple);
  }

  add({ versionId, cause, directIds, vulnerabilityIds }: FindingClass): number {
    const held = this.held.number([this.place(versionId), ...vulnerabilityIds]);
    const directs = directIds.length === 0 ? -1 : this.directs.number(directIds.map((id) => this.place(id)));
    return this.number(held, causes.indexOf(cause), directs);
  }

  /** Package versions of which something is to be learned. */
  unlearned(): number[] {
    const subjects = [...this.#unknownSubjects].filter((place) => place < this.#learned).map((place) => this.versionIds[place] ?? 0);
    return [...this.versionIds.slice(this.#learned), ...subjects];
  }

  /** Takes in what was read of all that `unlearned` said; undefined for what the dictionary does not have. */
  learn(versions: ReadonlyMap<number, PlanVersion | undefined>): void {
    for (; this.#learned < this.versionIds.length; this.#learned++) {
      const id = this.versionIds[this.#learned] ?? 0;
      if (!versions.has(id)) break;
      if (this.#learned >= this.#itemOf.length) this.#itemOf = grown(this.#itemOf, this.#learned + 1);
      this.#itemOf[this.#learned] = this.#items.numberOf(versions.get(id), id);
    }
    for (const place of this.#unknownSubjects) {
      const id = this.versionIds[place] ?? 0;
      if (!versions.has(id)) continue;
      this.#subjects[place] = versions.get(id);
      this.#unknownSubjects.delete(place);
    }
    this.#makeSets();
  }

  #makeSets(): void {
    for (; this.#setsMade < this.directs.length; this.#setsMade++) {
      const places = this.directs.of(this.#setsMade);
      if (places.some((place) => place >= this.#learned)) return;
      if (this.#setsMade >= this.#setOf.length) this.#setOf = grown(this.#setOf, this.#setsMade + 1);
      let size = 0;
      for (let i = 0; i < places.length; i++) size = insert(this.#itemOf[places[i] ?? 0] ?? 0, size);
      this.#setOf[this.#setsMade] = this.itemSets.number(sorted, size);
    }
  }
}

/** The item of the package version that a `held` list is of. */
export function itemOfHeld({ held, itemOf }: FindingClasses, list: number): number {
  return itemOf[held.values[held.starts[list] ?? 0] ?? 0] ?? 0;
}

const triple = new Int32Array(classWidth);

/** Numbers, ascending and without repetition; there are few of them. */
const sorted: number[] = [];

/** Adds to the first `size` of them; returns how many there are then. */
function insert(value: number, size: number): number {
  let at = size;
  while (at > 0 && (sorted[at - 1] ?? 0) > value) at -= 1;
  if (at > 0 && sorted[at - 1] === value) return size;
  for (let i = size; i > at; i--) sorted[i] = sorted[i - 1] ?? 0;
  sorted[at] = value;
  return size + 1;
}
