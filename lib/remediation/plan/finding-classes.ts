import { causes, classWidth, type FindingClass } from "./finding-class";
import { Items, type PlanVersion } from "./items";
import { grown, NumberLists } from "./number-lists";

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
  #itemOfClass = new Int32Array(1 << 8);
  #setOfClass = new Int32Array(1 << 8);
  #settled = 0;

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

  /** By class, the item of its package version. */
  get itemOfClass(): Int32Array {
    return this.#itemOfClass;
  }

  /** By class, the set of items that bring it; -1 where a version of the package itself has to be set, whatever brings it. */
  get setOfClass(): Int32Array {
    return this.#setOfClass;
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

  /** Says of all classes what closes them. For who has learned everything of those that it goes on with. */
  settle(): void {
    if (this.length > this.#itemOfClass.length) {
      this.#itemOfClass = grown(this.#itemOfClass, this.length);
      this.#setOfClass = grown(this.#setOfClass, this.length);
    }
    let settled = this.length;
    for (let number = this.#settled; number < this.length; number++) {
      const at = number * classWidth;
      const place = this.held.values[this.held.starts[this.columns[at] ?? 0] ?? 0] ?? 0;
      const directs = this.columns[at + 2] ?? -1;
      // Somebody else's, who is still learning.
      if (place >= this.#learned || directs >= this.#setsMade) {
        settled = Math.min(settled, number);
        continue;
      }
      const item = this.#itemOf[place] ?? 0;
      // Distro packages are upgraded one by one.
      const isBrought = this.columns[at + 1] === broughtCause && directs >= 0 && !this.items[item]?.isOfDistribution;
      this.#itemOfClass[number] = item;
      this.#setOfClass[number] = isBrought ? (this.#setOf[directs] ?? 0) : -1;
    }
    this.#settled = settled;
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

const broughtCause = causes.indexOf("brought");

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
