import { mirrorNoteText } from "@/components/ask/mirror-words";
import { weekText } from "@/components/remediation/iso-week";
import { shownSeverities } from "@/components/remediation/layers";
import { weekVerdict } from "@/components/remediation/week-words";
import { changeText, shareText, spanText } from "@/components/remediation/words";
import { markdownCell as cell } from "@/components/ui/markdown-cell";
import { count } from "@/components/ui/number-format";
import type { FigureFinding, WeeklyFigures } from "@/lib/remediation/schemas";

const listed = 5;

/** A team's week for a chat or a ticket, with the address that goes on to show it. */
export function weekMarkdown(figures: WeeklyFigures, address: string): string {
  const { team, week, open, timeToFix, sla, opened, fixed } = figures;
  const words = weekVerdict(figures)
    .map(({ text }) => text)
    .join("");
  const note = mirrorNoteText(figures.meta.mirror);
  const severities = shownSeverities((severity) => open.bySeverity[severity] + open.before.bySeverity[severity] > 0);
  return [
    `**${cell(team?.name ?? "Without a team")}, ${weekText(week.id, week.from, week.to)}**`,
    "",
    words,
    ...(note === null ? [] : ["", note]),
    "",
    "| Severity | Before | At its end | Change |",
    "| --- | ---: | ---: | ---: |",
    ...severities.map((severity) => {
      const [before, now] = [open.before.bySeverity[severity], open.bySeverity[severity]];
      return `| ${severity} | ${count(before)} | ${count(now)} | ${changeText(now - before)} |`;
    }),
    "",
    `Time to fix: median ${spanText(timeToFix.medianMinutes)}, 90 % within ${spanText(timeToFix.p90Minutes)}. SLA kept: ${shareText(sla.share)}.`,
    ...section("Opened, worst first", opened),
    ...section("Fixed, worst first", fixed),
    "",
    address,
  ].join("\n");
}

function section(title: string, findings: readonly FigureFinding[]): string[] {
  if (findings.length === 0) return [];
  return [
    "",
    `${title}:`,
    ...findings.slice(0, listed).map(({ vulnerability, package: { name }, version, service }) => {
      const mark = vulnerability.kind === "malware" ? "malware" : vulnerability.severity;
      return `- ${[vulnerability.id, mark, `${name} ${version}`, service.name].map(cell).join(", ")}`;
    }),
  ];
}
