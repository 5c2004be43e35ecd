import type { ClientBase } from "pg";
import { classColumns, totals } from "@/lib/findings/queue/queries/totals";
import { conditions, Parameters } from "@/lib/inventory/read";
import type { DueWord } from "@/lib/query";
import type { FindingFilters } from "./filters";
import { type ClassCount, ownerParts, rowParts } from "./queue-filters";

const names = `x.kind, x.severity_rank as "severityRank", x.kev, x.state`;
const isNone = (parts: readonly (string | null)[]) => parts.every((part) => part === null);

/**
 * How many open findings there are of each class, whatever the filters say of kind, severity, KEV and decision. Of everything, and by when it is due, from the
 * totals; of some artifacts from their tallies; findings themselves are counted where the filters ask for what only they know.
 */
export async function selectClasses(client: ClientBase, filters: FindingFilters): Promise<ClassCount[]> {
  const { assignees, due } = filters.queue;
  if (assignees?.nobody && !assignees.disabled && assignees.people.length === 0) return classesOfNobody(client, filters);
  const isOfAll = isNone(ownerParts(filters, new Parameters()));
  if (isOfAll && isNone(rowParts(without(filters, "due"), new Parameters()))) return due === null ? totalClasses(client) : dueClasses(client, due);
  return countedClasses(client, filters);
}

const without = (filters: FindingFilters, name: "due" | "assignees"): FindingFilters => ({ ...filters, queue: { ...filters.queue, [name]: null } });

async function countedClasses(client: ClientBase, filters: FindingFilters, also: string | null = null): Promise<ClassCount[]> {
  const parameters = new Parameters();
  const own = ownerParts(filters, parameters);
  const rowwise = [...rowParts(filters, parameters), also];
  const isTallied = isNone(rowwise);
  const { rows } = await client.query<ClassCount>({
    text: `select ${names}, ${isTallied ? "sum(x.n)" : "count(*)"}::int as n
      from ${isTallied ? "open_tally" : "open_finding"} x ${conditions("where", isTallied ? own : [...own, ...rowwise])} group by 1, 2, 3, 4`,
    values: parameters.values,
  });
  return rows;
}

/** Few findings are somebody's, and they have an index: what is nobody's is all but these. */
async function classesOfNobody(client: ClientBase, filters: FindingFilters): Promise<ClassCount[]> {
  const ofAnybody = without(filters, "assignees");
  const all = await selectClasses(client, ofAnybody);
  const assigned = new Map((await countedClasses(client, ofAnybody, "x.assignee_id is not null")).map((each) => [keyOf(each), each.n]));
  return all.map((each) => ({ ...each, n: each.n - (assigned.get(keyOf(each)) ?? 0) })).filter(({ n }) => n > 0);
}

const keyOf = ({ kind, severityRank, kev, state }: ClassCount) => `${kind} ${severityRank} ${kev} ${state}`;

async function totalClasses(client: ClientBase): Promise<ClassCount[]> {
  const { rows } = await client.query<ClassCount>({
    name: "findings-total-classes",
    text: `select ${names}, sum(x.n)::int as n from ${totals} x group by 1, 2, 3, 4 having sum(x.n) <> 0`,
  });
  return rows;
}

/** What is due until a moment: by whole days from the totals, and of the day of the moment itself the findings. */
const isOfClassAndDay = (
  moment: string,
) => `(select count(*) from open_finding f where ${classColumns.map((column) => `f.${column} = x.${column}`).join(" and ")}
    and coalesce(f.due_at, 'infinity') >= date_trunc('day', ${moment}, 'UTC') and coalesce(f.due_at, 'infinity') <= ${moment})`;
const beforeDay = (moment: string) => `sum(t.n) filter (where t.due_on < (${moment} at time zone 'UTC')::date)`;

const dueNumbers: Record<DueWord, string> = {
  overdue: "x.until_now",
  soon: "x.until_soon - x.until_now",
  later: "x.ever - x.until_soon",
  none: "x.never",
};

async function dueClasses(client: ClientBase, { words, now, soon }: NonNullable<FindingFilters["queue"]["due"]>): Promise<ClassCount[]> {
  const number = words.map((word) => `(${dueNumbers[word]})`).join(" + ");
  const { rows } = await client.query<ClassCount>({
    text: `with t as materialized (
        select ${classColumns.join(", ")}, coalesce(${beforeDay("$1::timestamptz")}, 0) as before_now, coalesce(${beforeDay("$2::timestamptz")}, 0) as before_soon,
          coalesce(sum(t.n) filter (where t.due_on < 'infinity'), 0) as ever, coalesce(sum(t.n) filter (where t.due_on = 'infinity'), 0) as never
        from ${totals} t group by ${classColumns.join(", ")}),
      x as materialized (
        select ${classColumns.join(", ")}, ever, never, before_now + ${isOfClassAndDay("$1::timestamptz")} as until_now, before_soon + ${isOfClassAndDay("$2::timestamptz")} as until_soon from t x)
      select ${names}, (${number})::int as n from x where ${number} <> 0`,
    values: [now, soon],
  });
  return rows;
}
