import type { PoolClient } from "pg";
import { recordAudit } from "@/lib/audit";
import { systemContext } from "@/lib/auth/system-context";
import type { Workload } from "../model";
import { lockAws } from "../queries/lock";
import { type Derived, deriveDeployments } from "./derive-deployments";
import { environmentOfWorkload } from "./environment-of-workload";
import { mergedByKey, mergeReports, saysOtherwise, toReport } from "./latest-report";
import { selectAccountEnvironments, selectReports, upsertReports } from "./queries/workloads";

/** `changed`: reports that said something new; the others were known, or older than what is. */
export type AppliedWorkloads = { changed: number } & Pick<Derived, "artifactIds">;

/**
 * Takes in what was seen to run: of several reports of one key the one with the higher version counts, in whatever order they come, and the
 * deployments of the builds that it may be follow. Takes the lock of what AWS says, and writes the audit row.
 */
export async function applyWorkloads(client: PoolClient, { workloads, at }: { workloads: readonly Workload[]; at: Date }): Promise<AppliedWorkloads> {
  await lockAws(client);
  const { changed, digests } = await storeReports(client, workloads, at);
  if (changed === 0) return { changed, artifactIds: [] };
  const { observed, artifactIds } = await deriveDeployments(client, digests, at);
  const detail = { workloads: changed, ...observed };
  await recordAudit(client, systemContext("aws"), { action: "workloads.applied", subjectKind: "workload", subjectId: workloads[0]?.key ?? "", detail }, at);
  return { changed, artifactIds };
}

/** Stores the reports that count. Returns how many, and the digests whose deployments they may change. */
export async function storeReports(client: PoolClient, workloads: readonly Workload[], at: Date): Promise<{ changed: number; digests: string[] }> {
  const reports = mergedByKey(workloads.map(toReport));
  if (reports.length === 0) return { changed: 0, digests: [] };
  const stored = await selectReports(
    client,
    reports.map(({ key }) => key),
  );
  const known = new Map(stored.map((report) => [report.key, report]));
  const accounts = await selectAccountEnvironments(client);
  const digests = new Set<string>();
  const news = reports.flatMap((said) => {
    const was = known.get(said.key);
    if (was && said.version === was.version && !saysOtherwise(said, was)) return [];
    const report = was ? mergeReports(was, said) : said;
    if (was && report.version === was.version && !saysOtherwise(report, was)) return [];
    // Of an account that is not known any more the environment stays what it was.
    const environment = environmentOfWorkload(accounts, report) ?? was?.environment ?? null;
    if (!was || saysOtherwise(report, was) || environment !== was.environment) {
      for (const digest of [report.digest, was?.digest]) if (digest !== undefined) digests.add(digest);
    }
    return [{ ...report, environment }];
  });
  if (news.length > 0) await upsertReports(client, news, at);
  return { changed: news.length, digests: [...digests] };
}
