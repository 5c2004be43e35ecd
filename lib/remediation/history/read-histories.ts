import type { ClientBase } from "pg";
import { type FindingHistory, type HistoryEntry, stillOpen, toHistory } from "./packed";
import { type FindingColumns, selectFindingsOf } from "./queries/findings";
import { type PauseRow, selectPausesOf } from "./queries/pauses";

const minuteMs = 60_000;
const toMinute = (ms: number) => Math.floor(ms / minuteMs);

/** The histories of some artifacts from the rows themselves, by artifact; one that never had a finding has an empty one. */
export async function readHistories(client: ClientBase, artifactIds: readonly number[]): Promise<Map<number, FindingHistory>> {
  const pauses = pausesByFinding(await selectPausesOf(client, artifactIds));
  const entries = entriesOf(await selectFindingsOf(client, artifactIds), pauses);
  return new Map(artifactIds.map((id) => [id, toHistory(entries.get(id) ?? [])]));
}

const keyOf = (artifactId: number, packageVersionId: number, vulnerabilityId: number, openedMs: number) =>
  `${artifactId} ${packageVersionId} ${vulnerabilityId} ${openedMs}`;

function pausesByFinding(rows: readonly PauseRow[]): Map<string, PauseRow[]> {
  const byFinding = new Map<string, PauseRow[]>();
  for (const row of rows) {
    const key = keyOf(row.artifactId, row.packageVersionId, row.vulnerabilityId, row.openedAt.getTime());
    byFinding.set(key, [...(byFinding.get(key) ?? []), row]);
  }
  return byFinding;
}

function entriesOf(columns: FindingColumns, pauses: ReadonlyMap<string, PauseRow[]>): Map<number, HistoryEntry[]> {
  const byArtifact = new Map<number, HistoryEntry[]>();
  for (const [at, artifactId] of columns.artifacts.entries()) {
    const openedMs = columns.openedMs[at] ?? 0;
    const closedMs = columns.closedMs[at] ?? Number.NaN;
    const opened = toMinute(openedMs);
    const closed = Number.isNaN(closedMs) ? stillOpen : toMinute(closedMs);
    const ids = [columns.versions[at] ?? 0, columns.vulnerabilities[at] ?? 0] as const;
    const own = pauses.size === 0 ? undefined : pauses.get(keyOf(artifactId, ...ids, openedMs));
    const within = (own ?? []).map(
      ({ fromAt, until }) => [Math.max(opened, toMinute(fromAt.getTime())), Math.min(closed, until === null ? stillOpen : toMinute(until.getTime()))] as const,
    );
    const entries = byArtifact.get(artifactId) ?? [];
    entries.push({ ids, opened, closed, code: columns.codes[at] ?? 0, pauses: within });
    byArtifact.set(artifactId, entries);
  }
  return byArtifact;
}
