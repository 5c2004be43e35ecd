import type { Candidates } from "@/lib/blast-radius/queries/candidates";
import { rank } from "@/lib/blast-radius/queries/candidates";
import type { Coverage } from "../schemas";
import type { FleetService } from "./queries/fleet";

type Counts = Omit<Coverage, "share">;

const wordOf = new Map<number, "stale" | "incomplete" | "noSbom">([
  [rank("no_sbom"), "noSbom"],
  [rank("built_later"), "noSbom"],
  [rank("incomplete_sbom"), "incomplete"],
  [rank("stale"), "stale"],
]);

const nothing = (): Counts => ({ services: 0, fresh: 0, stale: 0, incomplete: 0, noSbom: 0 });

/**
 * How much was known of some services, by `groupOf`; a negative group is not asked about. What was retired by then is left out, and so is what was first heard
 * of later and had no SBOM by then.
 */
export function coverageBy(
  services: readonly FleetService[],
  { retired, candidates }: Candidates,
  endMs: number,
  groupOf: (service: FleetService) => number,
  groups: number,
): Counts[] {
  const counts = Array.from({ length: groups }, nothing);
  const isRetired = new Set(retired);
  const reasons = new Map(candidates.map(({ id, reason }) => [id, wordOf.get(reason)]));
  for (const service of services) {
    const own = counts[groupOf(service)];
    const word = reasons.get(service.id) ?? "fresh";
    if (!own || isRetired.has(service.id) || (word === "noSbom" && service.createdMs >= endMs)) continue;
    own.services += 1;
    own[word] += 1;
  }
  return counts;
}

export function sumOfCoverage(all: readonly Counts[]): Counts {
  return all.reduce((sum, each) => {
    for (const word of Object.keys(sum) as (keyof Counts)[]) sum[word] += each[word];
    return sum;
  }, nothing());
}

export function toCoverage(counts: Counts): Coverage {
  return { ...counts, share: counts.services === 0 ? null : counts.fresh / counts.services };
}
