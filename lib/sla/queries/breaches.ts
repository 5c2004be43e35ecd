import type { ClientBase, Pool } from "pg";
import { noTeam } from "@/lib/blast-radius/queries/filters";
import { conditions, Parameters } from "@/lib/inventory/read";
import type { OwnerRow } from "@/lib/inventory/read/present";
import { ownerColumns } from "@/lib/inventory/read/queries/owner-columns";
import type { ListBreaches } from "../schemas";

/** Findings of one owner, kind and severity that are late or soon will be. */
export type BreachRow = OwnerRow & {
  owner: number | string | null;
  serviceSlug: string | null;
  serviceName: string | null;
  assigneeName: string | null;
  assigneeDisabled: boolean;
  kind: number;
  severityRank: number;
  overdue: number;
  soon: number;
  oldestDueAt: Date;
};

type Asked = { by: NonNullable<ListBreaches["by"]>; team: string | null; service: string | null; at: Date; soonAt: Date };

const owners = {
  team: {
    key: "s.team_id",
    joins: "left join team t on t.id = g.owner",
    columns: `${ownerColumns}, null as "serviceSlug", null as "serviceName", null as "assigneeName", false as "assigneeDisabled"`,
  },
  service: {
    key: "s.id",
    joins: "join service w on w.id = g.owner left join team t on t.id = w.team_id",
    columns: `${ownerColumns}, w.slug as "serviceSlug", w.name as "serviceName", null as "assigneeName", false as "assigneeDisabled"`,
  },
  assignee: {
    key: "d.assignee_id",
    joins: "left join app_user u on u.id = g.owner",
    columns: `null as "teamSlug", null as "teamName", null as "teamContact", null as "serviceSlug", null as "serviceName", u.name as "assigneeName",
      u.disabled_at is not null as "assigneeDisabled"`,
  },
} as const;

/** What is in the queue and late or soon due, by owner. Counted by service first: findings are many and services few. */
export async function selectBreaches(on: ClientBase | Pool, { by, team, service, at, soonAt }: Asked): Promise<BreachRow[]> {
  const { key, joins, columns } = owners[by];
  const parameters = new Parameters();
  const [now, soon] = [at, soonAt].map((time) => `${parameters.add(time)}::timestamptz`);
  const wanted = [
    team && (team === noTeam ? "team_id is null" : `team_id = (select id from team where slug = ${parameters.add(team)}::text)`),
    service && `slug = ${parameters.add(service)}::text`,
  ].filter((part) => part !== null);
  const narrowed = wanted.length === 0 ? null : `o.service_id in (select id from service ${conditions("where", wanted)})`;
  const { rows } = await on.query<BreachRow>({
    text: `with d as materialized (
        select o.service_id, ${by === "assignee" ? "o.assignee_id" : "null::uuid as assignee_id"}, o.kind, o.severity_rank,
            count(*) filter (where o.due_at <= ${now}) as overdue, count(*) filter (where o.due_at > ${now}) as soon, min(o.due_at) as oldest
          from open_finding o ${conditions("where", ["o.state in ('undecided', 'affected', 'under_investigation')", `o.due_at <= ${soon}`, narrowed])}
          group by 1, 2, 3, 4),
      g as (select ${key} as owner, d.kind, d.severity_rank, sum(d.overdue)::int as overdue, sum(d.soon)::int as soon, min(d.oldest) as oldest
          from d join service s on s.id = d.service_id group by 1, 2, 3)
      select g.owner, ${columns}, g.kind, g.severity_rank as "severityRank", g.overdue, g.soon, g.oldest as "oldestDueAt" from g ${joins}`,
    values: parameters.values,
  });
  return rows;
}
