import { visible } from "@/lib/text/visible.mjs";
import { holdsText, verdictOf } from "./export-csv";
import { coverageText, type Incident, type IncidentService } from "./schemas";

const rowsMax = 30;

/** Text that cannot break out of a Markdown table, become markup or hide anything. */
const cell = (text: string): string => visible(text.replace(/\s+/g, " ")).replace(/[\\|`*_<>[\]]/g, "\\$&");
const minute = (iso: string): string => `${iso.slice(0, 16).replace("T", " ")} UTC`;

/**
 * An incident for a chat: what it is, the numbers, what is being done, one line for each service that is to be worked on, the address. Of more than 30
 * services the first 30 are written and the rest counted.
 */
export function toMarkdown(incident: Incident, address: string, asOf: string): string {
  const { progress, numbers, services } = incident;
  const done = progress.contained + progress.clear + progress.not_affected;
  const lines = [
    `**${cell(incident.title)}** (incident ${incident.id}, ${incident.status}${incident.severity === null ? "" : `, ${incident.severity}`})`,
    numbers === null ? "Not asked yet." : numbersText(incident),
    `${progress.to_do} to do, ${progress.in_progress} in progress, ${done} done. As of ${minute(asOf)}, revision ${incident.revision} of the list.`,
    "",
    "| Service | Owner | Status | Assignee | Now | In the window | Holds |",
    "| --- | --- | --- | --- | --- | --- | --- |",
  ];
  const open = services.data.filter((line) => verdictOf(line) === "affected" || line.status !== null).sort((a, b) => rank(a) - rank(b));
  for (const line of open.slice(0, rowsMax)) lines.push(`| ${cellsOf(line).map(cell).join(" | ")} |`);
  const left = open.length - rowsMax;
  lines.push("", `${left > 0 ? `and ${left} more: ` : ""}${address}`);
  return `${lines.join("\n")}\n`;
}

function numbersText({ numbers, window }: Incident): string {
  if (numbers === null) return "";
  const { now, during, built, running } = numbers;
  const parts = [`Now: ${now.affected} affected, ${now.unknown} unknown, ${now.clean} clean.${coverageSentence(now)}`];
  if (during && window)
    parts.push(
      `In the window from ${minute(window.from)} ${window.to === null ? "on" : `to ${minute(window.to)}`}: ${during.affected} affected.${coverageSentence(during)}`,
    );
  if (built) parts.push(`${built.builds} builds of ${built.services} services in it.`);
  if (running) parts.push(`It runs in production in ${running.production} services; ${running.reported} have said what runs.`);
  return parts.join(" ");
}

function coverageSentence(verdict: Parameters<typeof coverageText>[0]): string {
  const coverage = coverageText(verdict);
  return coverage === null ? "" : ` Coverage: ${coverage}.`;
}

const order = ["to_do", "in_progress", "contained", "not_affected", "clear"] as const;
const rank = ({ status }: IncidentService): number => (status === null ? order.length : order.indexOf(status));

function cellsOf(line: IncidentService): string[] {
  const yes = (value: boolean) => (value ? "yes" : "no");
  const owner =
    line.team === null ? "no owner" : [line.team.name, line.team.contacts?.onCall ?? line.team.contacts?.chat ?? line.team.contact].filter(Boolean).join(" ");
  return [line.service.slug, owner, line.status?.replaceAll("_", " ") ?? "", line.assignee ?? "", yes(line.now), yes(line.during), holdsText(line)];
}
