import type { ClientBase } from "pg";
import { stepOfClass, stepOfRank } from "@/lib/findings/queue/rank";
import { conditions, Parameters } from "@/lib/inventory/read";
import type { GroupFindings } from "../schemas";
import { aboutHowMany } from "./about-how-many";
import type { FindingFilters } from "./filters";
import { canBeOfClasses, isOfClasses } from "./of-classes";
import { type ClassCount, classTable, isOfEveryClass, ownerParts, rowParts } from "./queue-filters";

/** What orders groups: how many findings of one there are, and the greatest rank of them. */
export type RankedGroup = { id: number; findings: number; rank: number };
export type GroupOrder = Pick<GroupFindings, "by" | "sort" | "limit"> & { after: RankedGroup | null };
type Page = { page: RankedGroup[]; total: number };

/** One page of groups, and how many there are. Of what nothing but its class narrows the first pages by rank are made from what is at the top of the queue. */
export async function selectGroupPage(client: ClientBase, filters: FindingFilters, classes: readonly ClassCount[], order: GroupOrder): Promise<Page> {
  return (await fromTheTop(client, filters, classes, order)) ?? fromEverything(client, filters, classes, order);
}

/**
 * What is grouped first of all rows: columns that an index of the queue has beside the rank, so that no row is read for it. Few of these are one group each:
 * versions of a package, artifacts of a service.
 */
const firstBy: Record<GroupFindings["by"], { column: string; group: string; from: string }> = {
  vulnerability: { column: "x.vulnerability_id", group: "part", from: "parts" },
  package: { column: "x.package_version_id", group: "pv.package_id", from: "parts join package_version pv on pv.id = parts.part" },
  service: { column: "x.artifact_id", group: "a.service_id", from: "parts join artifact a on a.id = parts.part" },
};

const classSource = (classes: readonly ClassCount[], parameters: Parameters) =>
  `open_finding x join ${classTable(classes, parameters)} using (kind, severity_rank, kev, state)`;

/** SQL that picks a page of `every` (id, findings, rank). */
function pageOf({ sort, limit, after }: GroupOrder, parameters: Parameters): string {
  const order = (sort === "priority" ? ["rank", "findings", "id"] : ["findings", "rank", "id"]) as ("rank" | "findings" | "id")[];
  const place = after && order.map((name) => `${parameters.add(after[name])}::int`);
  return `${conditions("where", [place && `(${order.join(", ")}) < (${place.join(", ")})`])}
    order by ${order.map((name) => `${name} desc`).join(", ")} limit ${parameters.add(limit)}::int`;
}

async function fromEverything(client: ClientBase, filters: FindingFilters, classes: readonly ClassCount[], order: GroupOrder): Promise<Page> {
  const parameters = new Parameters();
  const parts = [...ownerParts(filters, parameters), ...rowParts(filters, parameters)];
  const { column, group, from } = firstBy[order.by];
  const source = isOfEveryClass(filters) ? "open_finding x" : classSource(classes, parameters);
  const { rows } = await client.query<RankedGroup & { total: number }>({
    text: `with parts as materialized (select ${column} as part, count(*) as findings, max(x.rank) as rank from ${source} ${conditions("where", parts)} group by 1),
      every as materialized (select ${group} as id, sum(findings)::int as findings, max(rank) as rank from ${from} group by 1)
      select id, findings, rank, (select count(*)::int from every) as total from every ${pageOf(order, parameters)}`,
    values: parameters.values,
  });
  return { page: rows.map(({ total: _, ...group }) => group), total: rows[0]?.total ?? 0 };
}

/** One look for a finding of a vulnerability takes as long as so many findings in the order of an index. */
const looks = 20;

/**
 * Groups with malware come before all others, and those with something exploited next: where they fill the page, what else is open is not looked at. Null where
 * that cannot be said: packages, of which all findings would have to be counted; what is not found by its class; and further down.
 */
async function fromTheTop(client: ClientBase, filters: FindingFilters, classes: readonly ClassCount[], order: GroupOrder): Promise<Page | null> {
  const { by, sort, limit, after } = order;
  const isByClass = [...ownerParts(filters, new Parameters()), ...rowParts(filters, new Parameters())].every((part) => part === null);
  // Nearly all is undecided: of that one row of each vulnerability is found at once.
  const isFound = filters.queue.states === null || filters.queue.states.includes("undecided");
  if (by === "package" || sort !== "priority" || !isByClass || !isFound) return null;
  const total = classes.reduce((sum, { n }) => sum + n, 0);
  if (by === "vulnerability" && total < looks * (await aboutHowMany(client, "vulnerability"))) return null;
  for (const step of [2, 1]) {
    const top = classes.filter((each) => stepOfClass(each) >= step);
    if (top.length === 0 || (after !== null && step > stepOfRank(after.rank))) continue;
    const found = await (by === "service" ? topServices : topVulnerabilities)(client, top, classes, order);
    if (found.page.length === limit) return found;
  }
  return null;
}

/** All findings of a vulnerability are in one step. How many vulnerabilities there are is asked of each by itself, for one finding. */
async function topVulnerabilities(client: ClientBase, top: readonly ClassCount[], classes: readonly ClassCount[], order: GroupOrder): Promise<Page> {
  const parameters = new Parameters();
  const { rows } = await client.query<RankedGroup & { total: number }>({
    text: `with c as materialized (select * from ${classTable(classes, parameters)}),
      every as materialized (select x.vulnerability_id as id, count(*)::int as findings, max(x.rank) as rank from ${classSource(top, parameters)} group by 1)
      select id, findings, rank, (select count(*)::int from vulnerability v cross join lateral (select from open_finding x
          where x.vulnerability_id = v.id and ${isOfClasses} limit 1) one where ${canBeOfClasses}) as total
      from every ${pageOf(order, parameters)}`,
    values: parameters.values,
  });
  return { page: rows.map(({ total: _, ...group }) => group), total: rows[0]?.total ?? 0 };
}

/** How many findings a service has its artifacts' tallies say. */
async function topServices(client: ClientBase, top: readonly ClassCount[], classes: readonly ClassCount[], order: GroupOrder): Promise<Page> {
  const parameters = new Parameters();
  const { rows } = await client.query<RankedGroup & { total: number }>({
    text: `with counted as materialized (
        select a.service_id as id, sum(t.n)::int as findings from open_tally t join ${classTable(classes, parameters)} using (kind, severity_rank, kev, state)
        join artifact a on a.id = t.artifact_id group by 1),
      parts as materialized (select x.artifact_id as part, max(x.rank) as rank from ${classSource(top, parameters)} group by 1),
      every as materialized (select a.service_id as id, max(parts.rank) as rank from parts join artifact a on a.id = parts.part group by 1)
      select id, findings, rank, (select count(*)::int from counted) as total from every join counted using (id) ${pageOf(order, parameters)}`,
    values: parameters.values,
  });
  return { page: rows.map(({ total: _, ...group }) => group), total: rows[0]?.total ?? 0 };
}
