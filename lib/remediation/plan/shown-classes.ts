import type { AskedFindings } from "./asked-findings";
import type { FindingClasses } from "./finding-classes";

/** Items that are shown, and by class 1 where one of them has a part in it. */
export type Shown = { items: ReadonlySet<number>; isShown: Uint8Array };

/** By class: 1 where it has findings that are asked for and one of these items has a part in them. */
export function shownClasses(classes: FindingClasses, { findings, isOwn }: AskedFindings, items: ReadonlySet<number>): Uint8Array {
  const { itemOfClass, itemSets, setOfClass } = classes;
  const isItem = new Uint8Array(classes.items.length);
  for (const item of items) isItem[item] = 1;
  const isSet = new Uint8Array(itemSets.length);
  for (let set = 0; set < isSet.length; set++) {
    for (let i = itemSets.starts[set] ?? 0; i < (itemSets.starts[set + 1] ?? 0); i++) if (isItem[itemSets.values[i] ?? 0] === 1) isSet[set] = 1;
  }
  const found = new Uint8Array(findings.length);
  for (let number = 0; number < found.length; number++) {
    if (findings[number] === 0) continue;
    found[number] = (isOwn[number] === 1 ? isItem[itemOfClass[number] ?? 0] : isSet[setOfClass[number] ?? 0]) ?? 0;
  }
  return found;
}
