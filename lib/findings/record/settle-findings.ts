import type { ClientBase } from "pg";
import { refreshOpenFindings } from "@/lib/findings/queue";
import type { MatchChanges } from "@/lib/matching/queries/write-matches";
import { closeLostFindings, openGainedFindings } from "./queries/advisory-findings";

export type SettledFindings = { opened: number; closed: number };

/** Closes and opens the findings that follow from changed matches, of all artifacts, on the caller's transaction; the queue follows. */
export async function settleFindings(client: ClientBase, { gained, lost }: Pick<MatchChanges, "gained" | "lost">, at: Date): Promise<SettledFindings> {
  const closed = lost.packageVersionIds.length === 0 ? 0 : await closeLostFindings(client, lost, at);
  const opened = gained.packageVersionIds.length === 0 ? 0 : await openGainedFindings(client, gained, at);
  if (opened + closed > 0) {
    const packageVersionIds = joined(lost.packageVersionIds, gained.packageVersionIds);
    const vulnerabilityIds = joined(lost.vulnerabilityIds, gained.vulnerabilityIds);
    await refreshOpenFindings(client, { pairs: { packageVersionIds, vulnerabilityIds } }, at);
  }
  return { opened, closed };
}

function joined(one: Int32Array, other: Int32Array): Int32Array {
  const all = new Int32Array(one.length + other.length);
  all.set(one);
  all.set(other, one.length);
  return all;
}
