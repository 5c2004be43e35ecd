import { noFindings } from "@/lib/findings/count-by";
import type { JoinedFilters, JoinedGroup } from "./queries/joined";
import { inspectorStates, type ObservationList } from "./schemas";

type Counts = Pick<ObservationList["meta"], "rows" | "counts" | "byState" | "bySeverity">;

/** How many rows there are of each sort: each count under all filters but those that choose among its own values. */
export function countGroups(groups: readonly JoinedGroup[], filters: JoinedFilters): Counts {
  const sum = (some: readonly JoinedGroup[]) => some.reduce((rows, group) => rows + group.rows, 0);
  const about = groups.filter((group) => isAbout(group, filters));
  const standing = about.filter((group) => isInState(group, filters));
  const osv = standing.filter(({ status }) => status === "osv");
  const bySeverity = noFindings();
  for (const { kind, severity, rows } of groups.filter((group) => isInState(group, filters) && isOfStatus(group, filters)))
    bySeverity[kind === "malware" ? "malware" : severity] += rows;
  return {
    rows: sum(standing.filter((group) => isOfStatus(group, filters))),
    counts: {
      both: sum(standing.filter(({ status }) => status === "both")),
      osv: sum(osv.filter(({ coverage }) => coverage === "scanned")),
      osvNotScanned: sum(osv.filter(({ coverage }) => coverage !== "scanned")),
      inspector: sum(standing.filter(({ status }) => status === "inspector")),
      sbomGaps: sum(standing.filter(({ gap }) => gap)),
    },
    byState: Object.fromEntries(
      inspectorStates.map((state) => [state, sum(about.filter((group) => group.state === state && isOfStatus(group, filters)))]),
    ) as Counts["byState"],
    bySeverity,
  };
}

// The same rules as the conditions of queries/joined.

function isAbout({ kind, isGrave }: JoinedGroup, { kinds, severities }: JoinedFilters): boolean {
  return (kinds === null || kinds.includes(kind)) && (severities === null || isGrave);
}

function isInState({ status, state }: JoinedGroup, { states }: JoinedFilters): boolean {
  return states === null ? status !== "inspector" || state !== "closed" : state !== null && states.includes(state);
}

function isOfStatus({ status, gap, coverage }: JoinedGroup, { statuses, sbomGap, scanned }: JoinedFilters): boolean {
  return (
    (statuses === null || statuses.includes(status)) && (sbomGap === null || sbomGap === gap) && (scanned === null || scanned === (coverage === "scanned"))
  );
}
