import type { Plan } from "./make-plan";
import type { PlanInput } from "./plan-input";

/** Of an item: in how many artifacts its package versions are in use, by their id and by their text, and whether it is a direct dependency anywhere. */
export type InUse = { byId: Map<number, number>; byText: Map<string, number>; isDirect: boolean };

/** The package versions by which items have a part in findings, each artifact once. */
export function versionsInUse({ artifacts, versions }: PlanInput, { classes, itemOf }: Plan, items: ReadonlySet<number>): ReadonlyMap<number, InUse> {
  const shown = new Map(classes.filter((each) => each.items.some((item) => items.has(item))).map((each) => [each.number, each]));
  const found = new Map([...items].map((item): [number, InUse] => [item, { byId: new Map(), byText: new Map(), isDirect: false }]));
  const [ids, texts] = [new Once<number>(), new Once<string>()];
  for (const [place, { classes: numbers }] of artifacts.entries()) {
    for (let i = 0; i < numbers.length; i++) {
      const each = shown.get(numbers[i] ?? -1);
      for (const group of each?.groups ?? []) {
        const inUse = found.get(group.item);
        if (inUse === undefined || each === undefined) continue;
        inUse.isDirect ||= !group.isOwn || each.source.cause === "own";
        const used = group.isOwn ? [each.source.versionId] : each.source.directIds.filter((id) => itemOf(id) === group.item);
        for (const id of used) {
          ids.count(inUse.byId, id, place);
          // Binaries of one source have one version; the item is of that.
          texts.count(inUse.byText, versions.get(id)?.version ?? "", place);
        }
      }
    }
  }
  return found;
}

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
