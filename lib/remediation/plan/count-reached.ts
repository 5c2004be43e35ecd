import type { Grouped, Held, Link } from "./group-findings";
import type { PlanArtifact } from "./plan-input";

/** Findings, and the artifacts, services and teams that they are in. */
export type Reached = { findings: number; artifacts: number; services: number; teams: number };

/** Of some items what each has a part in, and what it closes alone; and where all findings are. */
export type ReachedByItem = { concerns: ReadonlyMap<number, Reached>; closes: ReadonlyMap<number, Reached>; all: Pick<Reached, "services" | "teams"> };

/** Counts artifacts, services and teams once each: they follow each other, so the last one that was met tells. */
export function countReached(
  artifacts: readonly PlanArtifact[],
  { heldOf, linkOf }: Grouped,
  items: ReadonlySet<number>,
  closable: (link: Link, held: Held) => number,
): ReachedByItem {
  const [concerns, closes, all] = [counters(items), counters(items), new Counter()];
  for (const artifact of artifacts) {
    for (let i = 0; i < artifact.classes.length; i++) {
      const number = artifact.classes[i] ?? 0;
      const [held, link] = [heldOf[number], linkOf[number]];
      if (held === undefined || link === undefined) continue;
      all.add(0, artifact);
      for (const item of link.items) concerns.get(item)?.add(held.vulnerabilityIds.length, artifact);
      const alone = link.items.length === 1 ? closes.get(link.items[0] ?? 0) : undefined;
      const closed = alone ? closable(link, held) : 0;
      if (closed > 0) alone?.add(closed, artifact);
    }
  }
  return { concerns: countsOf(concerns), closes: countsOf(closes), all: { services: all.count.services, teams: all.count.teams } };
}

class Counter {
  readonly count: Reached = { findings: 0, artifacts: 0, services: 0, teams: 0 };
  #last: PlanArtifact | null = null;

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

const counters = (items: ReadonlySet<number>) => new Map([...items].map((item) => [item, new Counter()]));
const countsOf = (given: ReadonlyMap<number, Counter>) => new Map([...given].map(([item, { count }]) => [item, count]));
