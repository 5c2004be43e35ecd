import type { ClientBase, Pool } from "pg";
import type { AlertState } from "./schemas";

export type AlertRow = {
  id: string;
  kind: string;
  displayId: string | null;
  summary: string | null;
  raisedAt: Date;
  reason: string;
  detail: unknown;
  acknowledgedAt: Date | null;
  acknowledgedBy: string | null;
  retractedAt: Date | null;
  retractReason: string | null;
};

// The name of today: a group that got another id since is asked for by that one.
const columns = `a.id, a.kind, v.display_id as "displayId", v.summary, a.raised_at as "raisedAt", a.reason, a.detail,
  a.acknowledged_at as "acknowledgedAt", a.acknowledged_by as "acknowledgedBy", a.retracted_at as "retractedAt", a.retract_reason as "retractReason"`;
const source = "alert a left join vulnerability v on v.id = a.vulnerability_id";

/** Nobody acknowledged that it stands, or that it was retracted after `$1`. */
const needsAttention = `(a.retracted_at is null and a.acknowledged_at is null
  or a.retracted_at > $1::timestamptz and (a.acknowledged_at is null or a.acknowledged_at < a.retracted_at))`;

type AlertsQuery = { state: AlertState | null; before: { at: Date; id: string } | null; limit: number };

/** Alerts of a state, or of any, last raised first. */
export async function selectAlerts(db: Pool, { state, before, limit }: AlertsQuery): Promise<AlertRow[]> {
  const result = await db.query<AlertRow>({
    text: `select ${columns} from ${source}
      where ($1::text is null or (a.retracted_at is null) = ($1 = 'standing')) and ($2::timestamptz is null or (a.raised_at, a.id) < ($2, $3::uuid))
      order by a.raised_at desc, a.id desc limit $4`,
    values: [state, before?.at ?? null, before?.id ?? null, limit],
  });
  return result.rows;
}

export async function selectAlert(db: Pool, id: string): Promise<AlertRow | null> {
  const result = await db.query<AlertRow>({ text: `select ${columns} from ${source} where a.id = $1`, values: [id] });
  return result.rows[0] ?? null;
}

/** What needs attention: those that stand first, then the last raised; each with the totals. */
export async function selectAttention(db: Pool, retractedAfter: Date, limit: number): Promise<(AlertRow & { standing: number; retracted: number })[]> {
  const result = await db.query<AlertRow & { standing: number; retracted: number }>({
    name: "alerts-attention",
    text: `select ${columns}, (count(*) filter (where a.retracted_at is null) over ())::int as standing,
        (count(*) filter (where a.retracted_at is not null) over ())::int as retracted
      from ${source} where ${needsAttention}
      order by (a.retracted_at is not null), coalesce(a.retracted_at, a.raised_at) desc, a.id desc limit $2`,
    values: [retractedAfter, limit],
  });
  return result.rows;
}

export type LockedAlert = { id: string; acknowledgedAt: Date | null; retractedAt: Date | null };

/** The alert, locked against other acknowledgements and against its retraction. */
export async function lockAlert(client: ClientBase, id: string): Promise<LockedAlert | null> {
  const result = await client.query<LockedAlert>({
    text: `select id, acknowledged_at as "acknowledgedAt", retracted_at as "retractedAt" from alert where id = $1 for no key update`,
    values: [id],
  });
  return result.rows[0] ?? null;
}

export async function markAcknowledged(client: ClientBase, { id, at, by }: { id: string; at: Date; by: string }): Promise<void> {
  await client.query({ text: "update alert set acknowledged_at = $2, acknowledged_by = $3 where id = $1", values: [id, at, by] });
}

export type ActivityRow = { at: Date; action: string; actorKind: string; actorName: string; detail: unknown };

/** What the audit trail says of the alert, oldest first: the last `limit`. */
export async function selectActivity(db: Pool, id: string, limit: number): Promise<ActivityRow[]> {
  const result = await db.query<ActivityRow>({
    text: `select at, action, actor_kind as "actorKind", actor_name as "actorName", detail from audit_event
      where subject_kind = 'alert' and subject_id = $1 order by at desc, id desc limit $2`,
    values: [id, limit],
  });
  return result.rows.reverse();
}
