import { advisoryKinds, severityWords } from "@/lib/advisories/model";
import { requireScope, type Verb } from "@/lib/context";
import { pool } from "@/lib/db";
import { toTeamRef } from "@/lib/inventory/read/present";
import { type BreachRow, selectBreaches } from "./queries/breaches";
import { type BreachGroup, type BreachList, type ListBreaches, listBreachesSchema, soonDays } from "./schemas";
import { soonAt } from "./soon-at";

/**
 * Findings in the queue that are past their due time or due within `soonDays`, by whose they are. What an acceptance keeps out of the queue is neither: its
 * clock stands still. Needs `inventory:read`.
 */
export async function listBreaches({ ctx, input }: Verb<ListBreaches>): Promise<BreachList> {
  requireScope(ctx, "inventory:read");
  const { by, team, service } = listBreachesSchema.parse(input);
  const at = new Date();
  const rows = await selectBreaches(pool(), { by, team: team ?? null, service: service ?? null, at, soonAt: soonAt(at) });
  const data = groupsOf(rows)
    .map((group) => toGroup(by, group))
    .sort(byUrgency);
  const sum = (what: "overdue" | "soon") => data.reduce((total, group) => total + group[what].total, 0);
  return { data, meta: { at: at.toISOString(), soonDays, overdue: sum("overdue"), soon: sum("soon") } };
}

function groupsOf(rows: readonly BreachRow[]): BreachRow[][] {
  const groups = new Map<BreachRow["owner"], BreachRow[]>();
  for (const row of rows) {
    const group = groups.get(row.owner);
    if (group) group.push(row);
    else groups.set(row.owner, [row]);
  }
  return [...groups.values()];
}

function toGroup(by: NonNullable<ListBreaches["by"]>, rows: readonly BreachRow[]): BreachGroup {
  const oldest = Math.min(...rows.map(({ oldestDueAt }) => oldestDueAt.getTime()));
  return { ...ownerOf(by, rows[0]), overdue: countsOf(rows, "overdue"), soon: countsOf(rows, "soon"), oldestDueAt: new Date(oldest).toISOString() };
}

function ownerOf(by: NonNullable<ListBreaches["by"]>, row: BreachRow | undefined): Pick<BreachGroup, "team" | "service" | "assignee"> {
  if (row === undefined) return {};
  if (by === "team") return { team: toTeamRef(row) };
  if (by === "assignee")
    return { assignee: row.owner === null ? null : { id: String(row.owner), name: row.assigneeName ?? String(row.owner), disabled: row.assigneeDisabled } };
  return { team: toTeamRef(row), ...(row.serviceSlug !== null && { service: { slug: row.serviceSlug, name: row.serviceName ?? row.serviceSlug } }) };
}

function countsOf(rows: readonly BreachRow[], what: "overdue" | "soon"): BreachGroup["overdue"] {
  const counts = { total: 0, malware: 0, critical: 0, high: 0, medium: 0, low: 0, none: 0, unscored: 0 };
  for (const row of rows) {
    counts.total += row[what];
    // Malware counts as malware, whatever severity a source gives it.
    const severity = severityWords[severityWords.length - 1 - row.severityRank] ?? "unscored";
    counts[advisoryKinds[row.kind] === "malware" ? "malware" : severity] += row[what];
  }
  return counts;
}

function byUrgency(one: BreachGroup, other: BreachGroup): number {
  return other.overdue.total - one.overdue.total || other.soon.total - one.soon.total || one.oldestDueAt.localeCompare(other.oldestDueAt);
}
