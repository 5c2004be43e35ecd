import type { Plan } from "./make-plan";
import type { PlanInput } from "./plan-input";

/** Of an item: in how many artifacts its package versions are in use, by their id and by their text, and whether it is a direct dependency anywhere. */
export type InUse = { byId: Map<number, number>; byText: Map<string, number>; isDirect: boolean };

/** The package versions by which items have a part in findings, each artifact once. */
export function versionsInUse(input: PlanInput, { links, linkOf, itemOf }: Plan, items: ReadonlySet<number>): ReadonlyMap<number, InUse> {
  const { artifacts, classes, versions } = input;
  const shown = new Set(links.filter((link) => link.items.some((item) => items.has(item))));
  const found = new Map([...items].map((item): [number, InUse] => [item, { byId: new Map(), byText: new Map(), isDirect: false }]));
  const [ids, texts] = [new Once<number>(), new Once<string>()];
  for (const [place, { classes: numbers }] of artifacts.entries()) {
    for (let i = 0; i < numbers.length; i++) {
      const number = numbers[i] ?? 0;
      const [link, source] = [linkOf[number], classes[number]];
      if (link === undefined || source === undefined || !shown.has(link)) continue;
      for (const group of link.groups) {
        const inUse = found.get(group.item);
        if (inUse === undefined) continue;
        inUse.isDirect ||= !group.isOwn || source.cause === "own";
        const used = group.isOwn ? [source.versionId] : source.directIds.filter((id) => itemOf(id) === group.item);
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
