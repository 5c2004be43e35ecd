import type { z } from "zod";
import { requireScope, type Verb } from "@/lib/context";
import { listOf, withPlan } from "./get-plan";
import { planToCsv } from "./plan-csv";
import { planToMarkdown } from "./plan-markdown";
import { presentUpgrades } from "./present";
import { selectTeams } from "./queries/teams";
import type { ReadPlan } from "./read-plan";
import { exportPlanSchema } from "./schemas";
import { planOfTeam, teamIdsOf } from "./team-plans";

export type PlanExport = { contentType: string; filename: string; body: string };

/** The most upgrades of a CSV, and of a team's section in Markdown. */
const rowsMax = 5_000;
const rowsOfTeamMax = 20;

/** Every upgrade as CSV, or those of each team as Markdown. */
export async function exportRemediationPlan({ ctx, input }: Verb<z.input<typeof exportPlanSchema>>): Promise<PlanExport> {
  requireScope(ctx, "inventory:read");
  const { format, ...filters } = exportPlanSchema.parse(input);
  const day = new Date().toISOString().slice(0, 10);
  return withPlan(filters, format === "csv" ? rowsMax : 0, async (client, read) => {
    const present = (of: ReadPlan) => presentUpgrades(client, of, of.plan.upgrades, listOf(filters));
    if (format === "csv") return { contentType: "text/csv; charset=utf-8", filename: `upgrades-${day}.csv`, body: planToCsv(await present(read)) };
    const names = await selectTeams(client, teamIdsOf(read));
    const sections: string[] = [];
    for (const teamId of [...names.keys(), 0]) {
      const own = await planOfTeam(client, read, teamId, rowsOfTeamMax);
      if (own.plan.totals.findings === 0) continue;
      sections.push(planToMarkdown(names.get(teamId) ?? null, await present(own), own.plan.totals, day));
    }
    return { contentType: "text/markdown; charset=utf-8", filename: `upgrades-${day}.md`, body: sections.join("\n") || "Nothing to upgrade.\n" };
  });
}
