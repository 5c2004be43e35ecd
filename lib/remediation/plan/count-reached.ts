import type { AskedFindings } from "./asked-findings";
import type { Closed } from "./closings";
import { classWidth } from "./finding-class";
import type { PlanArtifact, PlanInput } from "./plan-input";
import type { Shown } from "./shown-classes";

/** Findings, and the artifacts, services and teams that they are in. */
export type Reached = { findings: number; artifacts: number; services: number; teams: number };

/** Of some items what each has a part in, and what it closes alone; and where all findings are. */
export type ReachedByItem = { concerns: ReadonlyMap<number, Reached>; closes: ReadonlyMap<number, Reached>; all: Pick<Reached, "services" | "teams"> };

/** Counts artifacts, services and teams once each: they follow each other, so the last one that was met tells. */
export function countReached({ artifacts, classes }: PlanInput, asked: AskedFindings, closed: Closed, { items: shown, isShown }: Shown): ReachedByItem {
  const { columns, itemOfClass, setOfClass } = classes;
  const { starts, values } = classes.itemSets;
  const [concerns, closes, all] = [counters(classes.items.length, shown), counters(classes.items.length, shown), new Counter()];
  for (const artifact of artifacts) {
    for (let i = 0; i < artifact.classes.length; i++) {
      const number = artifact.classes[i] ?? 0;
      const findings = asked.findings[number] ?? 0;
      if (findings === 0) continue;
      all.add(0, artifact);
      if (isShown[number] === 0) continue;
      const list = columns[number * classWidth] ?? 0;
      if (asked.isOwn[number] === 1) {
        const item = itemOfClass[number] ?? 0;
        concerns[item]?.add(findings, artifact);
        closes[item]?.addSome(closed.own[list]?.length ?? 0, artifact);
        continue;
      }
      const set = setOfClass[number] ?? 0;
      const [begin, end] = [starts[set] ?? 0, starts[set + 1] ?? 0];
      for (let k = begin; k < end; k++) concerns[values[k] ?? 0]?.add(findings, artifact);
      if (end === begin + 1) closes[values[begin] ?? 0]?.addSome(closed.brought[list]?.length ?? 0, artifact);
    }
  }
  return { concerns: countsOf(concerns), closes: countsOf(closes), all: { services: all.count.services, teams: all.count.teams } };
}

class Counter {
  readonly count: Reached = { findings: 0, artifacts: 0, services: 0, teams: 0 };
  #last: PlanArtifact | null = null;

  addSome(findings: number, artifact: PlanArtifact): void {
    if (findings > 0) this.add(findings, artifact);
  }

  add(findings: number, artifact: PlanArtifact): void {
    const { count } = this;
    count.findings += findings;
    const last = this.#last;
    if (last === artifact) return;
    this.#last = artifact;
    count.artifacts += 1;
    if (last?.serviceId !== artifact.serviceId) count.services += 1;
    if (last?.teamId !== artifact.teamId && artifact.teamId !== 0) count.teams += 1;
  }
}

type Counters = (Counter | undefined)[];

function counters(items: number, shown: ReadonlySet<number>): Counters {
  const made: Counters = new Array(items).fill(undefined);
  for (const item of shown) made[item] = new Counter();
  return made;
}

function countsOf(given: Counters): ReadonlyMap<number, Reached> {
  const counts = new Map<number, Reached>();
  for (const [item, counter] of given.entries()) if (counter) counts.set(item, counter.count);
  return counts;
}
