import type { Workload } from "../model";

/** A report with its moments as the database keeps them. */
export type Report = Omit<Workload, "startedAt" | "stoppedAt"> & { startedAt: Date; stoppedAt: Date | null };

export function toReport({ startedAt, stoppedAt, digest, ...said }: Workload): Report {
  return { ...said, digest: digest.toLowerCase(), startedAt: new Date(startedAt), stoppedAt: stoppedAt === null ? null : new Date(stoppedAt) };
}

const content = ({ kind, account, region, cluster, group, digest, startedAt }: Report): string =>
  JSON.stringify([kind, account, region, cluster, group, digest, startedAt]);
const contentWithEnd = (report: Report): string => JSON.stringify([report.stoppedAt ?? "", content(report)]);

/**
 * What two reports of one key come to: the one with the higher version counts, in any order of arrival. A container of a task that stopped never
 * runs again, so there the earliest end that was said counts: later reports of the same task only know that it is over by then.
 */
export function mergeReports(one: Report, other: Report): Report {
  const isTask = one.kind === "ecs" && other.kind === "ecs";
  const said = isTask ? content : contentWithEnd;
  const isNewer = one.version !== other.version ? one.version > other.version : said(one) > said(other);
  const newest = isNewer ? one : other;
  if (!isTask) return newest;
  const ends = [one.stoppedAt, other.stoppedAt].flatMap((end) => (end === null ? [] : [end.getTime()]));
  return { ...newest, stoppedAt: ends.length === 0 ? null : new Date(Math.min(...ends)) };
}

const named = ["kind", "account", "region", "cluster", "group", "digest"] as const;

/** Whether they differ in what deployments are made from. */
export function saysOtherwise(one: Report, other: Report): boolean {
  if (named.some((name) => one[name] !== other[name])) return true;
  return one.startedAt.getTime() !== other.startedAt.getTime() || one.stoppedAt?.getTime() !== other.stoppedAt?.getTime();
}

/** What the reports of each key come to. */
export function mergedByKey(reports: readonly Report[]): Report[] {
  const merged = new Map<string, Report>();
  for (const report of reports) {
    const known = merged.get(report.key);
    merged.set(report.key, known ? mergeReports(known, report) : report);
  }
  return [...merged.values()];
}
