import type { ClientBase } from "pg";
import { prioritySelect } from "@/lib/advisories/queries/priority";
import { int4Array } from "@/lib/db/binary-arrays";
import type { DecidedState } from "@/lib/decisions/words";
import type { FindingRow } from "./findings";
import type { RowKey } from "./order";

/** What a finding is in the queue. `tier` null: its service has none. */
export type QueuedRow = {
  rank: number;
  exposure: number;
  tier: number | null;
  dueAt: Date | null;
  decisionId: string | null;
  decidedUntil: Date | null;
  approved: boolean;
  state: DecidedState;
  assigneeId: string | null;
  assigneeName: string | null;
  assigneeDisabled: boolean;
  comments: number;
};

/** Comments that nobody took back, on the vulnerability in the package of the service. */
const comments = `(select count(*)::int from finding_note n where n.service_id = q.service_id and n.package_id = q.package_id and n.kind = 'comment' and n.text is not null
  and n.names && array(select va.name from vulnerability_alias va where va.vulnerability_id = q.vulnerability_id)
  and not exists (select from finding_note t where t.undoes = n.batch_id and t.service_id = n.service_id and t.package_id = n.package_id and t.names && n.names))`;

/** The open findings of some places, in their order, as lists have them. */
export async function selectQueued(client: ClientBase, keys: readonly RowKey[]): Promise<FindingRow[]> {
  if (keys.length === 0) return [];
  const { rows } = await client.query<Omit<FindingRow, "queued"> & QueuedRow & { queueRank: number }>({
    name: "findings-queued",
    text: `select f.vulnerability_id as "vulnerabilityId", f.artifact_id as "artifactId", f.package_version_id as "packageVersionId",
        f.opened_at as "openedAt", f.open_reason as "openReason", f.closed_at as "closedAt", f.close_reason as "closeReason", f.advisory_ids as "advisoryIds",
        ${prioritySelect("v")}, q.rank as "queueRank", q.exposure, s.tier, q.due_at as "dueAt", q.decision_id as "decisionId", q.decided_until as "decidedUntil",
        q.approved, q.state, q.assignee_id as "assigneeId", u.name as "assigneeName",
        u.disabled_at is not null as "assigneeDisabled", ${comments} as comments
      from unnest($1::int[], $2::int[], $3::int[]) with ordinality as x(artifact_id, version_id, vulnerability_id, place)
      join open_finding q on q.artifact_id = x.artifact_id and q.package_version_id = x.version_id and q.vulnerability_id = x.vulnerability_id
      join finding f on f.artifact_id = x.artifact_id and f.package_version_id = x.version_id and f.vulnerability_id = x.vulnerability_id and f.opened_at = q.opened_at
      join vulnerability v on v.id = x.vulnerability_id join service s on s.id = q.service_id left join app_user u on u.id = q.assignee_id
      order by x.place`,
    values: [
      int4Array(keys.map((key) => key.artifactId)),
      int4Array(keys.map((key) => key.packageVersionId)),
      int4Array(keys.map((key) => key.vulnerabilityId)),
    ],
  });
  return rows.map(
    ({ queueRank, exposure, tier, dueAt, decisionId, decidedUntil, approved, state, assigneeId, assigneeName, assigneeDisabled, comments: said, ...row }) => ({
      ...row,
      queued: { rank: queueRank, exposure, tier, dueAt, decisionId, decidedUntil, approved, state, assigneeId, assigneeName, assigneeDisabled, comments: said },
    }),
  );
}
