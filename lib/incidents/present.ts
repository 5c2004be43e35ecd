import type { IndicatorListRef } from "@/lib/indicator-lists";
import type { IncidentState } from "./queries/incidents";
import type { RevisionRow } from "./queries/revisions";
import type { RunRow } from "./queries/runs";
import type { ServiceName } from "./queries/services";
import type { Work } from "./queries/work";
import type { IncidentProgress, IncidentRow, IncidentRun, Numbers, Revision, ServiceWork } from "./schemas";
import { toWindow } from "./window";

type Summary = { revision: Pick<RevisionRow, "revision" | "indicators"> | null; run: { at: Date; numbers: Numbers } | null; progress: IncidentProgress };

/** An incident as lists show it. */
export function toIncidentRow(state: IncidentState, { revision, run, progress }: Summary): IncidentRow {
  return {
    id: state.id,
    title: state.title,
    severity: state.severity,
    status: state.status,
    window: toWindow(state),
    opened: { at: state.createdAt.toISOString(), by: state.createdBy },
    closed: state.closedAt && { at: state.closedAt.toISOString(), by: state.closedBy ?? "" },
    revision: revision?.revision ?? 0,
    indicators: revision?.indicators ?? 0,
    numbers: run?.numbers ?? null,
    progress,
    lastRunAt: run?.at.toISOString() ?? null,
    lastCheckedAt: state.lastCheckedAt?.toISOString() ?? null,
  };
}

/** @param lists of the revision, in their order */
export function toRevision({ revision, at, byName, note, indicators, added, removed }: RevisionRow, lists: IndicatorListRef[]): Revision {
  return { revision, at: at.toISOString(), by: byName, note, indicators, added, removed, lists };
}

export function toRun(row: RunRow, names: ReadonlyMap<number, ServiceName>): IncidentRun {
  const slugs = (ids: readonly number[]) => ids.flatMap((id) => names.get(id)?.slug ?? []).sort();
  const { joined, left, nowAgain, notNow } = row.changes;
  return {
    run: row.run,
    at: row.at.toISOString(),
    cause: row.cause,
    revision: row.revision,
    window: toWindow(row),
    numbers: row.numbers,
    evidence: row.evidence,
    newlyAffected: slugs(joined),
    noLongerAffected: slugs(left),
    nowAgain: slugs(nowAgain),
    notNow: slugs(notNow),
  };
}

/** What is being done about a service; `null`: nothing was said of it. */
export function workFields(work: Work | null): Omit<ServiceWork, "service"> {
  if (work === null) return { status: null, reason: null, assignee: null, note: null, version: 0, changed: null };
  const { status, reason, assignee, note, version, at, byName } = work;
  return { status, reason, assignee, note, version, changed: { at: at.toISOString(), by: byName } };
}

export function toWork({ slug, name }: ServiceName, work: Work): ServiceWork {
  return { service: { slug, name }, ...workFields(work) };
}
