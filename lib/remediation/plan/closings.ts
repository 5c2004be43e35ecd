import { type Aim, type Aims, closes } from "./aims";
import type { AskedFindings } from "./asked-findings";
import type { Target } from "./choose-target";
import { classWidth } from "./finding-class";
import { itemOfHeld } from "./finding-classes";
import type { PlanInput } from "./plan-input";
import type { PlanReach } from "./schemas";

/** By `held` list the vulnerabilities that going to the chosen versions closes, where it is closed by itself and where what brings it is upgraded. */
export type Closed = { own: readonly (readonly number[])[]; brought: readonly (readonly number[])[] };

/** Where an aim goes, by how far upgrades may go. */
export function targetOf({ sameLine, any }: Pick<Aim, "any" | "sameLine">, reach: PlanReach): Target | null {
  return reach === "line" ? sameLine : any;
}

export function closedOf({ classes, reach }: PlanInput, { wanted }: AskedFindings, aims: Aims): Closed {
  const of = (byItem: ReadonlyMap<number, Aim>) =>
    wanted.map((ids, list) => {
      const aim = ids && byItem.get(itemOfHeld(classes, list));
      const target = aim ? targetOf(aim, reach) : null;
      if (ids === undefined || target === null) return nothing;
      return ids.every((id) => closes(target, id)) ? ids : ids.filter((id) => closes(target, id));
    });
  return { own: of(aims.own), brought: of(aims.brought) };
}

const nothing: readonly number[] = [];

/** How many findings close when some upgrades are made: of one item alone, and of sets of items, all of them. */
export type Closings = { byItem: Float64Array; bySet: Float64Array };

export function countClosings({ classes }: PlanInput, { artifacts, isOwn }: AskedFindings, closed: Closed): Closings {
  const { columns, itemOfClass, setOfClass } = classes;
  const sizes = { own: Uint32Array.from(closed.own, (ids) => ids.length), brought: Uint32Array.from(closed.brought, (ids) => ids.length) };
  const [byItem, bySet] = [new Float64Array(classes.items.length), new Float64Array(classes.itemSets.length)];
  for (let number = 0; number < artifacts.length; number++) {
    const count = artifacts[number] ?? 0;
    if (count === 0) continue;
    const list = columns[number * classWidth] ?? 0;
    if (isOwn[number] === 1) {
      const item = itemOfClass[number] ?? 0;
      byItem[item] = (byItem[item] ?? 0) + count * (sizes.own[list] ?? 0);
    } else {
      const set = setOfClass[number] ?? 0;
      bySet[set] = (bySet[set] ?? 0) + count * (sizes.brought[list] ?? 0);
    }
  }
  return { byItem, bySet };
}
