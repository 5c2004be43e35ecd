import type { VerdictPart } from "@/components/remediation/words";
import { count, plural } from "@/components/ui/number-format";
import type { WeeklyFigures } from "@/lib/remediation/schemas";

type Told = Pick<WeeklyFigures, "week" | "open" | "flow" | "sla">;

const plain = (text: string): VerdictPart => ({ text, tone: "plain" });

/** A team's week in two sentences: what came and went, and what is late at its end. */
export function weekVerdict({ week, open, flow, sla }: Told): VerdictPart[] {
  const change = open.total - open.before.total;
  const late = sla.overdue === 0 ? [] : [plain(" "), { text: lateWords(sla.overdue, week.running), tone: "worse" as const }];
  const moved = plain(`${count(flow.opened)} opened, ${count(flow.fixed)} fixed. `);
  const left = `${plural(open.total, "finding")} ${week.running ? (open.total === 1 ? "is" : "are") : open.total === 1 ? "was" : "were"} open${week.running ? "" : " at its end"}`;
  if (change === 0) return [moved, plain(`${left}, as many as before it.`), ...late];
  return [
    moved,
    plain(`${left}, `),
    { text: `${count(Math.abs(change))} ${change < 0 ? "fewer" : "more"}`, tone: change < 0 ? "better" : "worse" },
    plain(" than before it."),
    ...late,
  ];
}

function lateWords(overdue: number, isRunning: boolean): string {
  if (isRunning) return overdue === 1 ? "1 breaches its SLA." : `${count(overdue)} breach their SLA.`;
  return `${count(overdue)} breached ${overdue === 1 ? "its" : "their"} SLA.`;
}
