import type { AskedFindings } from "./asked-findings";
import { causes, classWidth } from "./finding-class";
import type { PlanInput } from "./plan-input";
import type { Shown } from "./shown-classes";

/** Of an item: in how many artifacts its package versions are in use, by their id and by their text, and whether it is a direct dependency anywhere. */
export type InUse = { byId: Map<number, number>; byText: Map<string, number>; isDirect: boolean };

/**
 * The package versions by which items have a part in findings, each artifact once. `textOf`: by its id, what a version is called. Artifacts come one after the
 * other, so that the last one that was counted for a version tells whether it was; counts are in columns, for there are a million findings.
 */
export function versionsInUse(
  { artifacts, classes }: PlanInput,
  asked: AskedFindings,
  textOf: (versionId: number) => string,
  { items, isShown }: Shown,
): ReadonlyMap<number, InUse> {
  const { columns, held, directs, itemOf, versionIds } = classes;
  const isAsked = new Uint8Array(classes.items.length);
  for (const item of items) isAsked[item] = 1;
  const isDirect = new Uint8Array(classes.items.length);
  const texts = new VersionTexts((place) => `${itemOf[place]} ${textOf(versionIds[place] ?? 0)}`, versionIds.length);
  const byPlace = new ArtifactCounts(versionIds.length);
  const byText = new ArtifactCounts(versionIds.length);
  const count = (place: number, artifact: number) => {
    byPlace.count(place, artifact);
    // Binaries of one source have one version; the item is of that.
    byText.count(texts.of(place), artifact);
  };
  for (const [artifact, { classes: numbers }] of artifacts.entries()) {
    for (let i = 0; i < numbers.length; i++) {
      const number = numbers[i] ?? 0;
      if (isShown[number] === 0) continue;
      if (asked.isOwn[number] === 1) {
        const place = held.values[held.starts[columns[number * classWidth] ?? 0] ?? 0] ?? 0;
        const item = itemOf[place] ?? 0;
        if (isAsked[item] !== 1) continue;
        if (columns[number * classWidth + 1] === ownCause) isDirect[item] = 1;
        count(place, artifact);
        continue;
      }
      const list = columns[number * classWidth + 2] ?? 0;
      const [values, end] = [directs.values, directs.starts[list + 1] ?? 0];
      for (let at = directs.starts[list] ?? 0; at < end; at++) {
        const place = values[at] ?? 0;
        const item = itemOf[place] ?? 0;
        if (isAsked[item] !== 1) continue;
        isDirect[item] = 1;
        count(place, artifact);
      }
    }
  }
  const found = new Map([...items].map((item): [number, InUse] => [item, { byId: new Map(), byText: new Map(), isDirect: isDirect[item] === 1 }]));
  for (let place = 0; place < versionIds.length; place++) {
    if (byPlace.counts[place] === 0) continue;
    const id = versionIds[place] ?? 0;
    const inUse = found.get(itemOf[place] ?? 0);
    inUse?.byId.set(id, byPlace.counts[place] ?? 0);
    inUse?.byText.set(textOf(id), byText.counts[texts.of(place)] ?? 0);
  }
  return found;
}

const ownCause = causes.indexOf("own");

/** In how many artifacts each of some numbers is. Artifacts come one after the other. */
class ArtifactCounts {
  readonly counts: Int32Array;
  /** The artifact that was counted last + 1. */
  readonly #last: Int32Array;

  constructor(length: number) {
    this.counts = new Int32Array(length);
    this.#last = new Int32Array(length);
  }

  count(number: number, artifact: number): void {
    if (this.#last[number] === artifact + 1) return;
    this.#last[number] = artifact + 1;
    this.counts[number] = (this.counts[number] ?? 0) + 1;
  }
}

/** A number for each text that versions of one item have, by their places; worked out for those that are asked for. */
class VersionTexts {
  readonly #numbers: Int32Array;
  readonly #byText = new Map<string, number>();

  constructor(
    private readonly textOf: (place: number) => string,
    length: number,
  ) {
    this.#numbers = new Int32Array(length).fill(-1);
  }

  of(place: number): number {
    const known = this.#numbers[place] ?? -1;
    if (known >= 0) return known;
    const text = this.textOf(place);
    const number = this.#byText.get(text) ?? this.#byText.size;
    this.#byText.set(text, number);
    this.#numbers[place] = number;
    return number;
  }
}
