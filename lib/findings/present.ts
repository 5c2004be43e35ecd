import { orderVersions } from "@/lib/advisories/vulnerabilities/order-versions";
import type { SideRow } from "@/lib/aws/observations/queries/sides";
import { toTwoSides } from "@/lib/aws/observations/two-sides";
import { rankReasons } from "@/lib/findings/queue";
import { toTeamRef } from "@/lib/inventory/read";
import { purlOf } from "@/lib/purl";
import type { DetailRow } from "./queries/details";
import type { FindingRow } from "./queries/findings";
import type { RowKey } from "./queries/order";
import type { QueuedRow } from "./queries/queued";
import type { Finding, Undetermined } from "./schemas";

type Sources = ReadonlyMap<number, { source: string; id: string }>;
type Queued = Pick<Finding, "rank" | "rankReasons" | "decision" | "waiting" | "dueAt" | "assignee" | "comments">;

/** Who holds what, as the API shows it. */
export function toHeld(key: RowKey, row: DetailRow): Omit<Undetermined, "reason"> {
  const { ecosystem, packageName: name, version, release } = row;
  return {
    service: { slug: row.slug, name: row.serviceName },
    team: toTeamRef(row),
    artifact: { id: key.artifactId, kind: row.artifactKind, name: row.artifactName, ref: row.ref },
    package: { ecosystem, name, purl: purlOf({ ecosystem, name, version, release }) },
    packageVersionId: key.packageVersionId,
    version,
    release: release || null,
    direct: row.direct ?? false,
    via: row.direct ? [] : row.via,
    vulnerability: {
      id: row.displayId,
      kind: row.kind,
      severity: row.severity,
      score: row.score,
      epss: row.epss,
      kevAddedOn: row.kevAddedOn,
      summary: row.summary,
      withdrawnAt: row.withdrawnAt?.toISOString() ?? null,
    },
  };
}

export function toFinding(row: FindingRow, detail: DetailRow, side: SideRow, sources: Sources, waiting: Finding["waiting"]): Finding {
  const fixed = orderVersions(detail.ecosystem, detail.fixed);
  const { service, team, artifact, package: held, packageVersionId, version, release, direct, via, vulnerability } = toHeld(row, detail);
  const { rank, rankReasons: reasons, decision, waiting: waits, dueAt, assignee, comments } = toQueued(row.queued, detail, waiting);
  // Spread into one object, so many columns become a hash table of eight kilobytes for each finding.
  return {
    service,
    team,
    artifact,
    package: held,
    packageVersionId,
    version,
    release,
    direct,
    via,
    vulnerability,
    fixed,
    sides: toTwoSides(side, detail.ecosystem, row.openReason === "inspector" ? null : fixed),
    openedAt: row.openedAt.toISOString(),
    openReason: row.openReason,
    closedAt: row.closedAt?.toISOString() ?? null,
    closeReason: row.closeReason,
    sources: row.advisoryIds.flatMap((id) => sources.get(id) ?? []),
    rank,
    rankReasons: reasons,
    decision,
    waiting: waits,
    dueAt,
    assignee,
    comments,
  };
}

const unqueued: Queued = { rank: null, rankReasons: [], decision: null, waiting: null, dueAt: null, assignee: null, comments: 0 };

function toQueued(queued: QueuedRow | undefined, { kind, severity, kevAddedOn, epss }: DetailRow, waiting: Finding["waiting"]): Queued {
  if (!queued) return unqueued;
  const { rank, exposure, tier, decisionId, state, approved, decidedUntil, dueAt, assigneeId, assigneeName, assigneeDisabled, comments } = queued;
  return {
    rank,
    rankReasons: rankReasons({ kind, severity, kev: kevAddedOn !== null, epss, tier, exposure }),
    decision: { id: decisionId, state, approved, until: decidedUntil?.toISOString() ?? null },
    waiting,
    dueAt: dueAt?.toISOString() ?? null,
    assignee: assigneeId === null ? null : { id: assigneeId, name: assigneeName ?? "somebody who is not known", disabled: assigneeDisabled },
    comments,
  };
}
