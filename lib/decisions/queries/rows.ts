import type { ClientBase } from "pg";
import { conditions, Parameters } from "@/lib/inventory/read";
import type { DecisionOrigin, DecisionResponse, DecisionStatus, EndCause, Justification } from "../words";

/** A decision with its votes' outcome and its end, and how it stands at a moment. */
export type DecisionRead = {
  id: string;
  madeAt: Date;
  requester: string;
  requesterName: string;
  /** The person who asked, or whose token did. */
  requesterDisabled: boolean;
  origin: DecisionOrigin;
  documentId: string | null;
  status: DecisionStatus;
  justification: Justification | null;
  responses: DecisionResponse[];
  detail: string | null;
  evidenceUrl: string | null;
  acceptance: boolean;
  expiresAt: Date | null;
  needsApproval: boolean;
  approveBy: Date;
  digest: Buffer;
  fromAt: Date | null;
  approverName: string | null;
  approvedAt: Date | null;
  endedAt: Date | null;
  endedBy: string | null;
  endCause: EndCause | null;
  endReason: string | null;
  phase: "waiting" | "standing" | "ended";
  subjects: number;
  findings: number;
};

const parts = "decision d left join decision_effect e on e.decision_id = d.id left join decision_end w on w.decision_id = d.id";

/** How decision `d` with effect `e` and end `w` stands at a moment: what ends later still stands, as ends are never ahead of time. */
export function phaseAt(at: string): string {
  return `case when w.at is not null or d.expires_at <= ${at} or (e.from_at is null and d.approve_by <= ${at}) then 'ended' when e.from_at is null then 'waiting' else 'standing' end`;
}

const columns = (at: string) => `d.id, d.made_at as "madeAt", d.requester, d.requester_name as "requesterName",
  exists (select from app_user u where u.disabled_at is not null and u.id = substring(d.requester from 'user:([0-9a-f-]{36})')::uuid) as "requesterDisabled", d.origin, d.document_id as "documentId", d.status,
  d.justification, d.responses, d.detail, d.evidence_url as "evidenceUrl", d.acceptance, d.expires_at as "expiresAt", d.needs_approval as "needsApproval",
  d.approve_by as "approveBy", d.digest, e.from_at as "fromAt", v.voter_name as "approverName", v.at as "approvedAt", w.at as "endedAt", w.by_name as "endedBy",
  w.cause as "endCause", w.reason as "endReason", ${phaseAt(at)} as phase,
  (select count(*) from decision_subject ds where ds.decision_id = d.id)::int as subjects,
  (select count(*) from open_finding q where q.decision_id = d.id)::int as findings`;

export type DecisionFilters = {
  phase: "waiting" | "standing" | "ended" | null;
  /** Ids of one vulnerability, in upper case. */
  names: readonly string[] | null;
  packageId: number | null;
  serviceId: number | null;
  statuses: readonly DecisionStatus[] | null;
  origins: readonly DecisionOrigin[] | null;
};

/** Conditions on `decision d` but for its phase. */
function filterParts({ names, packageId, serviceId, statuses, origins }: DecisionFilters, parameters: Parameters): (string | null)[] {
  const service = serviceId === null ? null : `${parameters.add(serviceId)}::int`;
  return [
    names && `d.id in (select dn.decision_id from decision_name dn where dn.name = any(${parameters.add(names)}::text[]))`,
    packageId === null ? null : `d.id in (select ds.decision_id from decision_subject ds where ds.package_id = ${parameters.add(packageId)}::int)`,
    service &&
      `exists (select from decision_subject ds where ds.decision_id = d.id and case ds.scope when 'everywhere' then true when 'service' then ds.scope_id = ${service}
        when 'team' then ds.scope_id = (select team_id from service where id = ${service}) else ds.scope_id in (select id from artifact where service_id = ${service}) end)`,
    statuses && `d.status = any(${parameters.add(statuses)}::text[])`,
    origins && `d.origin = any(${parameters.add(origins)}::text[])`,
  ];
}

export type DecisionPlace = { madeAt: Date; id: string };

/** One page of decisions, the latest first. */
export async function selectDecisions(
  client: ClientBase,
  filters: DecisionFilters,
  { at, limit, after }: { at: Date; limit: number; after: DecisionPlace | null },
): Promise<DecisionRead[]> {
  const parameters = new Parameters();
  const now = `${parameters.add(at)}::timestamptz`;
  const where = [
    ...filterParts(filters, parameters),
    filters.phase && `${phaseAt(now)} = ${parameters.add(filters.phase)}`,
    after && `(d.made_at, d.id) < (${parameters.add(after.madeAt)}::timestamptz, ${parameters.add(after.id)}::uuid)`,
  ];
  const { rows } = await client.query<DecisionRead>({
    text: `select ${columns(now)} from ${parts} left join decision_vote v on v.decision_id = d.id and v.voter_id = e.approver_id
      ${conditions("where", where)} order by d.made_at desc, d.id desc limit ${parameters.add(limit)}::int`,
    values: parameters.values,
  });
  return rows;
}

/** Decisions by their ids, in any order. */
export async function selectDecisionsById(client: ClientBase, ids: readonly string[], at: Date): Promise<DecisionRead[]> {
  if (ids.length === 0) return [];
  const { rows } = await client.query<DecisionRead>({
    name: "decisions-by-id",
    text: `select ${columns("$2::timestamptz")} from ${parts} left join decision_vote v on v.decision_id = d.id and v.voter_id = e.approver_id where d.id = any($1::uuid[])`,
    values: [ids, at],
  });
  return rows;
}

export type PhaseCounts = { waiting: number; standing: number; ended: number };

/** How many decisions there are of each phase, under all other filters. */
export async function countDecisions(client: ClientBase, filters: DecisionFilters, at: Date): Promise<PhaseCounts> {
  const parameters = new Parameters();
  const now = `${parameters.add(at)}::timestamptz`;
  const { rows } = await client.query<{ phase: keyof PhaseCounts; n: number }>({
    text: `select ${phaseAt(now)} as phase, count(*)::int as n from ${parts} ${conditions("where", filterParts(filters, parameters))} group by 1`,
    values: parameters.values,
  });
  const counts: PhaseCounts = { waiting: 0, standing: 0, ended: 0 };
  for (const { phase, n } of rows) counts[phase] = n;
  return counts;
}
