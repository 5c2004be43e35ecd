import type { ClientBase } from "pg";
import { advisoryKinds, severityWords } from "@/lib/advisories/model";
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
 * What is in the queue, counted by when it is due now and when it would be, by the rule that would count. The hours of every class are worked out first, so
 * that a row costs one look-up. For a transaction of its own. A date that was set by hand stays; a pause moves either date as far.
 */
export async function countDue(client: ClientBase, { now, proposed, at, soonAt }: Given): Promise<DueCountRow[]> {
  const classes = everyClass(now, proposed);
  // The planner takes both lists below for a row or two and would go through them for every finding.
  await client.query("set local enable_nestloop = off");
  const { rows } = await client.query<DueCountRow>({
    text: `with class as materialized (select * from unnest($1::int2[], $2::int2[], $3::bool[], $4::int2[], $5::int2[], $6::int[], $7::int[], $8::int[])
        as c(kind, severity_rank, kev, tier, exposure, now_hours, proposed_hours, rule)),
      noted as materialized (select distinct on (n.service_id, n.package_id, a.vulnerability_id) n.service_id, n.package_id, a.vulnerability_id, n.due_at
        from finding_note n cross join unnest(n.names) as x(name) join vulnerability_alias a on a.name = x.name where n.kind = 'due' order by 1, 2, 3, n.at desc, n.id desc),
      due as (select c.rule, o.due_at as now_at, case
          when h.due_at is not null then h.due_at
          when c.proposed_hours is null then null
          else greatest(o.due_at - c.now_hours * interval '1 hour', o.opened_at) + c.proposed_hours * interval '1 hour' end as proposed_at
        from open_finding o join service s on s.id = o.service_id
        join class c on c.kind = o.kind and c.severity_rank = o.severity_rank and c.kev = o.kev and c.tier = coalesce(s.tier, 0) and c.exposure = o.exposure
        left join noted h on h.service_id = o.service_id and h.package_id = o.package_id and h.vulnerability_id = o.vulnerability_id
        where o.state in ('undecided', 'affected', 'under_investigation'))
      select rule, count(*)::int as n,
        count(*) filter (where now_at <= $9)::int as "overdueNow", count(*) filter (where now_at > $9 and now_at <= $10)::int as "soonNow", count(*) filter (where now_at is null)::int as "noneNow",
        count(*) filter (where proposed_at <= $9)::int as "overdueProposed", count(*) filter (where proposed_at > $9 and proposed_at <= $10)::int as "soonProposed", count(*) filter (where proposed_at is null)::int as "noneProposed"
      from due group by rule`,
    values: [...classes, at, soonAt],
  });
  return rows;
}

/** Columns of every class that a finding can have, tier 0 for services without one, with its hours by both policies and the place of the rule that would count. */
function everyClass(now: readonly SlaRule[], proposed: readonly SlaRule[]): unknown[][] {
  const columns: unknown[][] = Array.from({ length: 8 }, () => []);
  const add = (row: readonly unknown[]) => {
    for (const [place, value] of row.entries()) columns[place]?.push(value);
  };
  for (const [kindPlace, kind] of advisoryKinds.entries())
    for (const [severityPlace, severity] of severityWords.entries())
      for (const kev of [false, true])
        for (let tier = tierMin - 1; tier <= tierMax; tier += 1)
          for (const [exposurePlace, exposure] of exposureWords.entries()) {
            const finding = { kind, severity, kev, tier: tier < tierMin ? null : tier, exposure };
            const rule = ruleOf(proposed, finding);
            const place = rule === null ? null : proposed.indexOf(rule);
            add([
              kindPlace,
              severityWords.length - 1 - severityPlace,
              kev,
              tier,
              exposurePlace,
              ruleOf(now, finding)?.hours ?? null,
              rule?.hours ?? null,
              place,
            ]);
          }
  return columns;
}
