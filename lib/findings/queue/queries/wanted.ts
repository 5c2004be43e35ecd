import { advisoryKinds } from "@/lib/advisories/model";
import { stateByDecision } from "@/lib/decisions/queries/effective";
import { productionPattern } from "@/lib/inventory/deployments/environment";
import { slaHoursSql } from "@/lib/sla/queries/hours-sql";
import { type SlaRule, tierUnset } from "@/lib/sla/rule";
import { rankSql } from "../rank";
import { decidedCtes } from "./decided";

/** Every column of `open_finding`: first its key. */
export const keyColumns = ["artifact_id", "package_version_id", "vulnerability_id"] as const;
// biome-ignore format: columns
export const madeColumns = [
  "rank", "package_id", "service_id", "opened_at", "due_at", "decided_until", "decision_id", "assignee_id", "kind", "severity_rank", "exposure", "kev", "grave",
  "approved", "state",
] as const;

/** The kind of vulnerability `v` as its place in `advisoryKinds`. */
export const kindPlace = `(case v.kind ${advisoryKinds.map((kind, place) => `when '${kind}' then ${place}`).join(" ")} end)::int2`;

/** 2 in production, 1 elsewhere, 0 not known to run: of artifact `a`, by what runs. */
export const exposureOf = `coalesce((select max(case when d.environment ~ '${productionPattern}' then 2 else 1 end) from deployment d where d.artifact_id = a.id and d.to_at is null), 0)::int2`;

const columns = { kind: "b.kind", severityRank: "b.severity_rank", kev: "b.kev", epss: "b.epss", tier: "b.tier", exposure: "b.exposure" };

/** Of each kind of note the last counts, whatever ids the vulnerability has now. */
const lastNote = (kind: "assignee" | "due", value: string) => `(select n.${value} from finding_note n
      where n.service_id = b.service_id and n.package_id = b.package_id and n.kind = '${kind}' and n.names && array(select va.name from vulnerability_alias va where va.vulnerability_id = b.vulnerability_id)
      order by n.at desc, n.id desc limit 1)`;

/**
 * CTEs that end in `noted`: who is at findings of `base b` and until when they are due, as notes say. `services` is SQL of a relation that has theirs. Few packages
 * have notes: those of each service are looked up, and findings compared with a hashed list of them.
 */
export const notedCte = (services: string) => `spoken_of as materialized (
    select n.service_id, n.package_id from (select distinct service_id from ${services}) each
      cross join lateral (select n.service_id, n.package_id from finding_note n where n.service_id = each.service_id and n.kind in ('assignee', 'due') offset 0) n),
  noted as materialized (
    select b.artifact_id, b.package_version_id, b.vulnerability_id, ${lastNote("assignee", "assignee_id")} as assignee_id, ${lastNote("due", "due_at")} as due_at
      from base b where exists (select from spoken_of) and case when (b.service_id, b.package_id) in (select service_id, package_id from spoken_of) then true else false end)`;

/** When finding `b` is due, by its note `n`, its pauses `p` and the policy. */
export const dueSql = (rules: readonly SlaRule[]) =>
  `coalesce(n.due_at, b.opened_at + ${slaHoursSql(rules, columns)} * interval '1 hour' + coalesce(p.for_long, interval '0'))::timestamptz(3)`;

/**
 * CTEs that end in `wanted`: the rows of `open_finding` that ought to be for the open findings of a CTE `f`, from all that they follow from.
 * @param at an SQL expression: the moment by which decisions count
 */
export function wantedCtes(rules: readonly SlaRule[], at: string): string {
  return `
  shipped as materialized (select a.id, a.service_id, ${exposureOf} as exposure from artifact a where a.id = any(array(select artifact_id from f))),
  serving as materialized (select s.id as service_id, s.team_id, coalesce(s.tier, ${tierUnset}) as tier from service s where s.id = any(array(select service_id from shipped))),
  place as materialized (select a.id as artifact_id, service_id, s.team_id, s.tier, a.exposure from shipped a full join serving s using (service_id)),
  held as materialized (
    select pv.id as package_version_id, pv.package_id, pv.version, pv.version_key
      from (select distinct package_version_id from f) each join package_version pv on pv.id = each.package_version_id),
  classed as materialized (
    select v.id as vulnerability_id, ${kindPlace} as kind, v.severity_rank, v.epss, v.kev_added_on is not null as kev,
        (v.severity_rank = 5 or v.kev_added_on is not null or v.kind = 'malware') as grave
      from (select distinct vulnerability_id from f) each join vulnerability v on v.id = each.vulnerability_id),
  base as materialized (
    select f.*, p.service_id, p.team_id, p.tier, p.exposure, h.package_id, h.version, h.version_key, c.kind, c.severity_rank, c.epss, c.kev, c.grave
      from f full join place p using (artifact_id) full join held h using (package_version_id) full join classed c using (vulnerability_id)
     where case when f.opened_at is null or p.service_id is null or h.package_id is null or c.kind is null then false else true end),
  ${decidedCtes(at)},
  ${notedCte("place")},
  wanted as materialized (
    select b.artifact_id, b.package_version_id, b.vulnerability_id, ${rankSql(columns)} as rank, b.package_id, b.service_id, b.opened_at,
        ${dueSql(rules)} as due_at,
        c.expires_at as decided_until, c.id as decision_id, n.assignee_id, b.kind, b.severity_rank, b.exposure, b.kev, b.grave,
        coalesce(c.approved, false) as approved, ${stateByDecision} as state
      from base b full join counts c using (artifact_id, package_version_id, vulnerability_id) full join paused p using (artifact_id, package_version_id, vulnerability_id)
      full join noted n using (artifact_id, package_version_id, vulnerability_id))`;
}
