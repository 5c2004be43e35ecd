import type { ClientBase } from "pg";
import type { AdvisoryKind, SeverityWord } from "@/lib/advisories/model";
import { int4Array } from "@/lib/db/binary-arrays";
import { conditions, Parameters } from "@/lib/inventory/read";
import type { GroupFindings } from "../schemas";
import type { FindingFilters } from "./filters";
import { type ClassCount, classTable, isOfEveryClass, ownerParts, rowParts } from "./queue-filters";

/** What findings that have something in common are together. `counts` are by the rank of the severity, 0 to 5, without malware. */
export type GroupRow = {
  id: number;
  findings: number;
  services: number;
  kev: number;
  malware: number;
  counts: number[];
  rank: number;
  openedAt: Date;
  dueAt: Date | null;
  overdue: number;
};

export type GroupPlace = { rank: number; findings: number; id: number };
export type GroupOrder = Pick<GroupFindings, "by" | "sort" | "limit"> & { after: GroupPlace | null; now: Date };

const columns: Record<GroupFindings["by"], string> = { vulnerability: "x.vulnerability_id", package: "x.package_id", service: "x.service_id" };
/**
 * What is grouped first of all rows: columns that an index of the queue has beside the rank, so that no row is read for it. Few of these are one group each:
 * versions of a package, artifacts of a service.
 */
const firstBy: Record<GroupFindings["by"], { column: string; group: string; from: string }> = {
  vulnerability: { column: "x.vulnerability_id", group: "part", from: "parts" },
  package: { column: "x.package_version_id", group: "pv.package_id", from: "parts join package_version pv on pv.id = parts.part" },
  service: { column: "x.artifact_id", group: "a.service_id", from: "parts join artifact a on a.id = parts.part" },
};
/** The rows of the groups of a page, by an index. */
const ofPage: Record<GroupFindings["by"], string> = {
  vulnerability: "x.vulnerability_id = any(array(select id from page))",
  package: "x.package_id = any(array(select id from page))",
  service: "x.artifact_id = any(array(select a.id from artifact a where a.service_id = any(array(select id from page))))",
};
const severityRanks = [0, 1, 2, 3, 4, 5];

/**
 * One page of groups of the queue's findings, and how many groups there are. Of all of them only what orders them is made, the rest of those of the page. Rows
 * of one service come together first: to count services apart costs more.
 */
export async function selectGroups(
  client: ClientBase,
  filters: FindingFilters,
  classes: readonly ClassCount[],
  { by, sort, limit, after, now }: GroupOrder,
): Promise<{ groups: GroupRow[]; total: number }> {
  if (classes.length === 0) return { groups: [], total: 0 };
  const parameters = new Parameters();
  const parts = [...ownerParts(filters, parameters), ...rowParts(filters, parameters)];
  const at = `${parameters.add(now)}::timestamptz`;
  const of = severityRanks.map((rank) => `count(*) filter (where x.kind <> 0 and x.severity_rank = ${rank}) as s${rank}`);
  const order = sort === "priority" ? ["rank", "findings", "id"] : ["findings", "rank", "id"];
  const place = after && order.map((name) => `${parameters.add(after[name as keyof GroupPlace])}::int`);
  const source = `open_finding x join ${classTable(classes, parameters)} using (kind, severity_rank, kev, state)`;
  const first = firstBy[by];
  const every = isOfEveryClass(filters) ? "open_finding x" : source;
  const descending = order.map((name) => `${name} desc`).join(", ");
  const { rows } = await client.query<GroupRow & { total: number }>({
    text: `with parts as materialized (select ${first.column} as part, count(*) as findings, max(x.rank) as rank from ${every} ${conditions("where", parts)} group by 1),
      every as materialized (select ${first.group} as id, sum(findings)::int as findings, max(rank) as rank from ${first.from} group by 1),
      page as materialized (
        select id, findings, rank from every ${conditions("where", [place && `(${order.join(", ")}) < (${place.join(", ")})`])} order by ${descending} limit ${parameters.add(limit)}::int),
      o as materialized (
        select ${columns[by]} as id, x.service_id, count(*) filter (where x.kev) as kev, count(*) filter (where x.kind = 0) as malware, ${of.join(", ")},
          min(x.opened_at) as opened_at, min(x.due_at) as due_at, count(*) filter (where x.due_at <= ${at}) as overdue
        from ${source} ${conditions("where", [ofPage[by], ...parts])} group by 1, 2),
      g as materialized (
        select id, count(*)::int as services, sum(kev)::int as kev, sum(malware)::int as malware, array[${severityRanks.map((rank) => `sum(s${rank})::int`).join(", ")}] as counts,
          min(opened_at) as "openedAt", min(due_at) as "dueAt", sum(overdue)::int as overdue from o group by 1)
      select page.id, page.findings, g.services, g.kev, g.malware, g.counts, page.rank, g."openedAt", g."dueAt", g.overdue, (select count(*)::int from every) as total
      from page join g using (id) order by ${order.map((name) => `page.${name} desc`).join(", ")}`,
    values: parameters.values,
  });
  return { groups: rows.map(({ total: _, ...group }) => group), total: rows[0]?.total ?? 0 };
}

export type VulnerabilityNameRow = {
  rowId: number;
  id: string;
  kind: AdvisoryKind;
  severity: SeverityWord;
  score: number | null;
  epss: number | null;
  kevAddedOn: string | null;
  summary: string | null;
  withdrawnAt: Date | null;
};

export async function selectVulnerabilityNames(client: ClientBase, ids: readonly number[]): Promise<VulnerabilityNameRow[]> {
  const { rows } = await client.query<VulnerabilityNameRow>({
    name: "findings-group-vulnerabilities",
    text: `select id as "rowId", display_id as id, kind, severity, severity_score as score, epss, to_char(kev_added_on, 'YYYY-MM-DD') as "kevAddedOn", summary,
      withdrawn_at as "withdrawnAt" from vulnerability where id = any($1::int[])`,
    values: [int4Array(ids)],
  });
  return rows;
}

export async function selectPackageNames(client: ClientBase, ids: readonly number[]): Promise<{ rowId: number; ecosystem: string; name: string }[]> {
  const { rows } = await client.query<{ rowId: number; ecosystem: string; name: string }>({
    name: "findings-group-packages",
    text: `select id as "rowId", ecosystem, name from package where id = any($1::int[])`,
    values: [int4Array(ids)],
  });
  return rows;
}

export type ServiceNameRow = { rowId: number; slug: string; name: string; teamSlug: string | null; teamName: string | null; teamContact: string | null };

export async function selectServiceNames(client: ClientBase, ids: readonly number[]): Promise<ServiceNameRow[]> {
  const { rows } = await client.query<ServiceNameRow>({
    name: "findings-group-services",
    text: `select s.id as "rowId", s.slug, s.name, t.slug as "teamSlug", t.name as "teamName", t.contact as "teamContact"
      from service s left join team t on t.id = s.team_id where s.id = any($1::int[])`,
    values: [int4Array(ids)],
  });
  return rows;
}
