import { requireScope, type Verb } from "@/lib/context";
import { inTransaction } from "@/lib/db";
import { currentPolicy } from "./current-policy";
import { countDue, type DueCountRow } from "./queries/preview";
import { type DueCounts, type PreviewSlaPolicy, previewSlaPolicySchema, type SlaPreview } from "./schemas";
import { soonAt } from "./soon-at";

/** How many of the findings in the queue would be late, soon or never due by these rules, and how many are now. Needs `settings:write`. */
export async function previewSlaPolicy({ ctx, input }: Verb<PreviewSlaPolicy>): Promise<SlaPreview> {
  requireScope(ctx, "settings:write");
  const { rules } = previewSlaPolicySchema.parse(input);
  const at = new Date();
  const rows = await inTransaction(async (client) => countDue(client, { now: await currentPolicy(client), proposed: rules, at, soonAt: soonAt(at) }));
  const total = sum(rows, "n");
  return {
    now: countsOf(total, sum(rows, "overdueNow"), sum(rows, "soonNow"), sum(rows, "noneNow")),
    proposed: countsOf(total, sum(rows, "overdueProposed"), sum(rows, "soonProposed"), sum(rows, "noneProposed")),
    byRule: rules.map((_, place) =>
      sum(
        rows.filter(({ rule }) => rule === place),
        "n",
      ),
    ),
  };
}

function sum(rows: readonly DueCountRow[], column: Exclude<keyof DueCountRow, "rule">): number {
  return rows.reduce((total, row) => total + row[column], 0);
}

function countsOf(total: number, overdue: number, soon: number, none: number): DueCounts {
  return { overdue, soon, later: total - overdue - soon - none, none };
}
