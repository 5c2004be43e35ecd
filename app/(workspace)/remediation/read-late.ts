import type { RemediationView } from "@/components/remediation/view";
import type { Context } from "@/lib/context";
import { type BreachList, listBreaches } from "@/lib/sla";

/** `of`: what narrows it, as lists of findings take it. */
type Late = { breaches: BreachList; by: "team" | "service" | "assignee"; of: Readonly<Record<string, string>> };

/** Whose findings are late. Null where that cannot be said of what the figures are of: of several teams or services, some severities or kinds, or a past day. */
export async function readLate(ctx: Context, view: RemediationView, today: string, team?: string): Promise<Late | null> {
  const teams = team === undefined ? view.team : [team];
  const isNarrow = teams.length > 1 || view.service.length > 1 || view.kind.length + view.severity.length > 0;
  if (isNarrow || (view.asOf ?? view.to ?? today) < today) return null;
  const of = { ...(teams[0] !== undefined && { team: teams[0] }), ...(view.service[0] !== undefined && { service: view.service[0] }) };
  const by = view.late ?? (team === undefined ? "team" : "service");
  return { breaches: await listBreaches({ ctx, input: { by, ...of } }), by, of };
}
