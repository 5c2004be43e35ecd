import type { ClientBase } from "pg";
import type { MatchChanges } from "@/lib/matching/queries/write-matches";
import { closeLostFindings, openGainedFindings } from "./queries/advisory-findings";

export type SettledFindings = { opened: number; closed: number };

/** Closes and opens the findings that follow from changed matches, of all artifacts, on the caller's transaction. */
export async function settleFindings(client: ClientBase, { gained, lost }: Pick<MatchChanges, "gained" | "lost">, at: Date): Promise<SettledFindings> {
  const closed = lost.packageVersionIds.length === 0 ? 0 : await closeLostFindings(client, lost, at);
  const opened = gained.packageVersionIds.length === 0 ? 0 : await openGainedFindings(client, gained, at);
  return { opened, closed };
}
