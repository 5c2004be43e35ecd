import type { WantedClass } from "./group-findings";
import type { PlanArtifact } from "./plan-input";

/** Findings, and the artifacts, services and teams that they are in. */
export type Reached = { findings: number; artifacts: number; services: number; teams: number };

/** Of each item what it has a part in, and what it closes alone. */
export type ReachedByItem = { concerns: Reached[]; closes: Reached[]; all: Pick<Reached, "findings" | "services" | "teams"> };

type Class = WantedClass & { closable: readonly number[] };

/** Counts artifacts, services and teams once each: they follow each other, so the last one that was met tells. */
export function countReached(artifacts: readonly PlanArtifact[], classes: readonly Class[], itemCount: number): ReachedByItem {
  const byNumber = new Map(classes.map((each) => [each.number, each]));
  const [concerns, closes, all] = [new Counter(itemCount), new Counter(itemCount), new Counter(1)];
  for (const [place, { serviceId, teamId, classes: numbers }] of artifacts.entries()) {
    for (let i = 0; i < numbers.length; i++) {
      const found = byNumber.get(numbers[i] ?? -1);
      if (found === undefined) continue;
      const { items, vulnerabilityIds, closable } = found;
      all.add(0, vulnerabilityIds.length, place, serviceId, teamId);
      for (const item of items) concerns.add(item, vulnerabilityIds.length, place, serviceId, teamId);
      if (items.length === 1 && closable.length > 0) closes.add(items[0] ?? 0, closable.length, place, serviceId, teamId);
    }
  }
  const [total] = all.counts;
  return {
    concerns: concerns.counts,
    closes: closes.counts,
    all: { findings: total?.findings ?? 0, services: total?.services ?? 0, teams: total?.teams ?? 0 },
  };
}

class Counter {
  readonly counts: Reached[];
  readonly #last: { artifact: Int32Array; service: Int32Array; team: Int32Array };

  constructor(size: number) {
    this.counts = Array.from({ length: size }, () => ({ findings: 0, artifacts: 0, services: 0, teams: 0 }));
    const none = () => new Int32Array(size).fill(-1);
    this.#last = { artifact: none(), service: none(), team: none() };
  }

  add(item: number, findings: number, artifact: number, service: number, team: number): void {
    const count = this.counts[item];
    if (count === undefined) return;
    const { artifact: artifacts, service: services, team: teams } = this.#last;
    count.findings += findings;
    if (artifacts[item] === artifact) return;
    artifacts[item] = artifact;
    count.artifacts += 1;
    if (services[item] !== service) {
      services[item] = service;
      count.services += 1;
    }
    if (teams[item] === team) return;
    teams[item] = team;
    if (team !== 0) count.teams += 1;
  }
}
