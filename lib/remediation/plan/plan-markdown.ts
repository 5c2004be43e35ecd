import { visible } from "@/lib/text/visible.mjs";
import type { Plan } from "./make-plan";
import { broughtText, closedWords, placesOf, versionsText } from "./plan-words";
import type { PlanUpgrade } from "./schemas";

/** Text that cannot break out of a Markdown table, become markup or hide anything. */
const cell = (text: string): string => visible(text.replace(/\s+/g, " ")).replace(/[\\|`*_<>[\]]/g, "\\$&");

/** The upgrades of a team for a ticket: what they close together, and one line for each. Null: services without a team. */
export function planToMarkdown(team: string | null, upgrades: readonly PlanUpgrade[], totals: Plan["totals"], day: string): string {
  const closed = upgrades.at(-1)?.closedSoFar ?? 0;
  const left = totals.upgrades - upgrades.length;
  return `${[
    `## ${team === null ? "Services without a team" : cell(team)}`,
    "",
    `${upgrades.length} ${upgrades.length === 1 ? "upgrade closes" : "upgrades close"} ${closed} of ${totals.findings} open findings (${day}).${left > 0 ? ` ${left} more close the rest of what can be closed.` : ""}${totals.unfixed > 0 ? ` No known version fixes ${totals.unfixed}.` : ""}`,
    "",
    "| Step | Upgrade | In use | Same major | Any | Closes | Services | Closed so far | Brings |",
    "| --- | --- | --- | --- | --- | --- | --- | --- | --- |",
    ...upgrades.map(
      (upgrade, place) =>
        `| ${cellsOf(upgrade, place, upgrades[place - 1]?.closedSoFar ?? 0)
          .map(cell)
          .join(" | ")} |`,
    ),
  ].join("\n")}\n`;
}

function cellsOf(upgrade: PlanUpgrade, place: number, closedBefore: number): string[] {
  const { package: named, versions, sameLine, any, own, closes, closedSoFar, brings, how, release } = upgrade;
  const none = own === 0 ? "" : "none";
  const { first, more } = closedWords(closes.findings, closedSoFar - closedBefore - closes.findings, String);
  return [
    String(place + 1),
    `${how === "overridden" ? "override " : ""}${named.ecosystem}:${named.name}${release === null ? "" : ` (${release})`}`,
    versionsText(versions),
    sameLine?.version ?? none,
    any?.version ?? none,
    more === null ? first : `${first} ${more}`,
    String(placesOf(upgrade).services),
    String(closedSoFar),
    brings.map(broughtText).join("; "),
  ];
}
