import type { AskedFindings } from "./asked-findings";
import { causes, classWidth } from "./finding-class";
import type { PlanInput } from "./plan-input";
import type { Shown } from "./shown-classes";

/** Of an item: in how many artifacts its package versions are in use, by their id and by their text, and whether it is a direct dependency anywhere. */
export type InUse = { byId: Map<number, number>; byText: Map<string, number>; isDirect: boolean };

/** The package versions by which items have a part in findings, each artifact once. `textOf`: by its id, what a version is called. */
export function versionsInUse(
  { artifacts, classes }: PlanInput,
  asked: AskedFindings,
  textOf: (versionId: number) => string,
  { items, isShown }: Shown,
): ReadonlyMap<number, InUse> {
  const { columns, held, directs, itemOf, versionIds } = classes;
  const found: (InUse | undefined)[] = new Array(classes.items.length).fill(undefined);
  for (const item of items) found[item] = { byId: new Map(), byText: new Map(), isDirect: false };
  const [ids, texts] = [new Once<number>(), new Once<string>()];
  const count = (inUse: InUse, versionPlace: number, artifact: number) => {
    const id = versionIds[versionPlace] ?? 0;
    ids.count(inUse.byId, id, artifact);
    // Binaries of one source have one version; the item is of that.
    texts.count(inUse.byText, textOf(id), artifact);
  };
  for (const [artifact, { classes: numbers }] of artifacts.entries()) {
    for (let i = 0; i < numbers.length; i++) {
      const number = numbers[i] ?? 0;
      if (isShown[number] === 0) continue;
      if (asked.isOwn[number] === 1) {
        const place = held.values[held.starts[columns[number * classWidth] ?? 0] ?? 0] ?? 0;
        const inUse = found[itemOf[place] ?? 0];
        if (inUse === undefined) continue;
        inUse.isDirect ||= columns[number * classWidth + 1] === ownCause;
        count(inUse, place, artifact);
        continue;
      }
      for (const place of directs.of(columns[number * classWidth + 2] ?? 0)) {
        const inUse = found[itemOf[place] ?? 0];
        if (inUse === undefined) continue;
        inUse.isDirect = true;
        count(inUse, place, artifact);
      }
    }
  }
  return new Map([...items].flatMap((item) => (found[item] ? [[item, found[item]] as const] : [])));
}

const ownCause = causes.indexOf("own");

/** Counts each artifact once for each key of a map. Artifacts come one after the other. */
class Once<Key> {
  readonly #last = new Map<Map<Key, number>, Map<Key, number>>();

  count(counts: Map<Key, number>, key: Key, artifact: number): void {
    const last = this.#last.get(counts) ?? new Map<Key, number>();
    this.#last.set(counts, last);
    if (last.get(key) === artifact) return;
    last.set(key, artifact);
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
}
