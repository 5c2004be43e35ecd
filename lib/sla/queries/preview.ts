import type { ClientBase } from "pg";
import { advisoryKinds, severityWords } from "@/lib/advisories/model";
import { int4Array } from "@/lib/db/binary-arrays";
import { exposureWords, type SlaRule, tierMax, tierMin } from "../rule";
import { ruleOf } from "../sla-hours";

export type DueCountRow = {
  rule: number | null;
  overdueNow: number;
  soonNow: number;
  noneNow: number;
  overdueProposed: number;
  soonProposed: number;
  noneProposed: number;
  n: number;
};

type Given = { now: readonly SlaRule[]; proposed: readonly SlaRule[]; at: Date; soonAt: Date };

/**
 * What is in the queue, counted by when it is due now and when it would be, by the rule that would count. Hours and rule of every class are worked out first and
 * are columns, in which a class is a place: joined as rows, the planner went through hundreds for each finding. Each step has an `offset 0`, so that nothing is
 * worked out once for each count. For a transaction of its own. A date that was
 * set by hand stays; a pause moves either date as far.
 */
export async function countDue(client: ClientBase, { now, proposed, at, soonAt }: Given): Promise<DueCountRow[]> {
  // The planner takes what was set by hand for a row or two and would go through all of it for every finding.
  await client.query("set local enable_nestloop = off");
  const { rows } = await client.query<DueCountRow>({
    text: `with noted as materialized (select distinct on (n.service_id, n.package_id, a.vulnerability_id) n.service_id, n.package_id, a.vulnerability_id, n.due_at
        from finding_note n cross join unnest(n.names) as x(name) join vulnerability_alias a on a.name = x.name where n.kind = 'due' order by 1, 2, 3, n.at desc, n.id desc),
      classed as (select o.due_at, o.opened_at, h.due_at as noted_at,
          1 + (((o.kind * ${severityWords.length} + o.severity_rank) * 2 + o.kev::int) * ${tiers} + coalesce(s.tier, ${tierNone})) * ${exposureWords.length} + o.exposure as class
        from open_finding o join service s on s.id = o.service_id
        left join noted h on h.service_id = o.service_id and h.package_id = o.package_id and h.vulnerability_id = o.vulnerability_id
        where o.state in ('undecided', 'affected', 'under_investigation') offset 0),
      timed as (select due_at, opened_at, noted_at, ($1::int[])[class] as now_hours, ($2::int[])[class] as proposed_hours, ($3::int[])[class] as rule from classed offset 0),
      due as (select rule, due_at as now_at, case
          when noted_at is not null then noted_at
          when proposed_hours = ${never} then null
          else greatest(due_at - nullif(now_hours, ${never}) * interval '1 hour', opened_at) + proposed_hours * interval '1 hour' end as proposed_at from timed offset 0)
      select nullif(rule, ${never}) as rule, count(*)::int as n,
        count(*) filter (where now_at <= $4)::int as "overdueNow", count(*) filter (where now_at > $4 and now_at <= $5)::int as "soonNow", count(*) filter (where now_at is null)::int as "noneNow",
        count(*) filter (where proposed_at <= $4)::int as "overdueProposed", count(*) filter (where proposed_at > $4 and proposed_at <= $5)::int as "soonProposed", count(*) filter (where proposed_at is null)::int as "noneProposed"
      from due group by due.rule`,
    values: [...everyClass(now, proposed).map(int4Array), at, soonAt],
  });
  return rows;
}

/** Services without a tier are a class of their own, before those with one. */
const tierNone = tierMin - 1;
const tiers = tierMax - tierNone + 1;
/** Instead of null, which would have PostgreSQL count its way to a place. */
const never = -1;

/**
 * Of every class that a finding can have, in the order of its kind, rank of severity, KEV, tier and exposure: its hours by the policy that counts, its hours by
 * the proposed one, and the place of the rule that would count.
 */
function everyClass(now: readonly SlaRule[], proposed: readonly SlaRule[]): number[][] {
  const [nowHours, proposedHours, places]: [number[], number[], number[]] = [[], [], []];
  for (const kind of advisoryKinds)
    for (const severity of [...severityWords].reverse())
      for (const kev of [false, true])
        for (let tier = tierNone; tier <= tierMax; tier += 1)
          for (const exposure of exposureWords) {
            const finding = { kind, severity, kev, tier: tier < tierMin ? null : tier, exposure };
            const rule = ruleOf(proposed, finding);
            nowHours.push(ruleOf(now, finding)?.hours ?? never);
            proposedHours.push(rule?.hours ?? never);
            places.push(rule === null ? never : proposed.indexOf(rule));
          }
  return [nowHours, proposedHours, places];
}
