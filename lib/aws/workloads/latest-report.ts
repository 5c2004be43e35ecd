import type { Workload } from "../model";

/** A report with its moments as the database keeps them. */
export type Report = Omit<Workload, "startedAt" | "stoppedAt"> & { startedAt: Date; stoppedAt: Date | null };

export function toReport({ startedAt, stoppedAt, digest, ...said }: Workload): Report {
  return { ...said, digest: digest.toLowerCase(), startedAt: new Date(startedAt), stoppedAt: stoppedAt === null ? null : new Date(stoppedAt) };
}

// A container of a task that stopped never runs again, whatever a report that comes later says; a task's version tells which report is newer.
const standing = ({ kind, stoppedAt, version }: Report): [number, number] => [kind === "ecs" && stoppedAt !== null ? 1 : 0, version];

const content = (report: Report): string =>
  JSON.stringify([report.stoppedAt ?? "", report.startedAt, report.digest, report.cluster, report.group, report.account, report.region, report.kind]);

/** Whether of two reports of one key this one counts: a total order, so that any order of arrival ends with the same one. */
export function isLater(one: Report, other: Report): boolean {
  const [stops, version] = standing(one);
  const [otherStops, otherVersion] = standing(other);
  if (stops !== otherStops) return stops > otherStops;
  if (version !== otherVersion) return version > otherVersion;
  return content(one) > content(other);
}

/** Whether they differ in what deployments are made from. */
export function saysOtherwise(one: Report, other: Report): boolean {
  return content(one) !== content(other);
}

/** Of the reports of each key the one that counts. */
export function latestOf(reports: readonly Report[]): Report[] {
  const latest = new Map<string, Report>();
  for (const report of reports) {
    const known = latest.get(report.key);
    if (!known || isLater(report, known)) latest.set(report.key, report);
  }
  return [...latest.values()];
}
