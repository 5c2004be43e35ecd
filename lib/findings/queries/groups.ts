import type { ClientBase } from "pg";
import type { AdvisoryKind, SeverityWord } from "@/lib/advisories/model";
import { int4Array } from "@/lib/db/binary-arrays";
import { conditions, Parameters } from "@/lib/inventory/read";
import type { GroupFindings } from "../schemas";
import type { FindingFilters } from "./filters";
import { type GroupOrder, type RankedGroup, selectGroupPage } from "./group-page";
import { type ClassCount, classTable, ownerParts, rowParts } from "./queue-filters";

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

const columns: Record<GroupFindings["by"], string> = { vulnerability: "x.vulnerability_id", package: "x.package_id", service: "x.service_id" };
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
  order: GroupOrder & { now: Date },
): Promise<{ groups: GroupRow[]; total: number }> {
  if (classes.length === 0) return { groups: [], total: 0 };
  const { page, total } = await selectGroupPage(client, filters, classes, order);
  if (page.length === 0) return { groups: [], total: 0 };
  const whole = await selectWholeGroups(client, filters, classes, { ...order, page });
  const groups = page.flatMap((group) => {
    const own = whole.get(group.id);
    return own ? [{ ...group, ...own }] : [];
  });
  return { groups, total };
}

type Whole = Omit<GroupRow, "findings" | "rank">;

async function selectWholeGroups(
  client: ClientBase,
  filters: FindingFilters,
  classes: readonly ClassCount[],
  { by, now, page }: Pick<GroupOrder, "by"> & { now: Date; page: readonly RankedGroup[] },
): Promise<ReadonlyMap<number, Whole>> {
  const parameters = new Parameters();
  const parts = [...ownerParts(filters, parameters), ...rowParts(filters, parameters)];
  const at = `${parameters.add(now)}::timestamptz`;
  const of = severityRanks.map((rank) => `count(*) filter (where x.kind <> 0 and x.severity_rank = ${rank}) as s${rank}`);
  const source = `open_finding x join ${classTable(classes, parameters)} using (kind, severity_rank, kev, state)`;
  const ids = parameters.add(int4Array(page.map(({ id }) => id)));
  const { rows } = await client.query<Whole>({
    text: `with page as materialized (select unnest(${ids}::int[]) as id),
      o as materialized (
        select ${columns[by]} as id, x.service_id, count(*) filter (where x.kev) as kev, count(*) filter (where x.kind = 0) as malware, ${of.join(", ")},
          min(x.opened_at) as opened_at, min(x.due_at) as due_at, count(*) filter (where x.due_at <= ${at}) as overdue
        from ${source} ${conditions("where", [ofPage[by], ...parts])} group by 1, 2)
      select id, count(*)::int as services, sum(kev)::int as kev, sum(malware)::int as malware, array[${severityRanks.map((rank) => `sum(s${rank})::int`).join(", ")}] as counts,
        min(opened_at) as "openedAt", min(due_at) as "dueAt", sum(overdue)::int as overdue from o group by 1`,
    values: parameters.values,
  });
  return new Map(rows.map((row) => [row.id, row]));
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
