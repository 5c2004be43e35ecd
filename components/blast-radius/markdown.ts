import { windowWords } from "@/components/blast-radius/window-words";
import { markdownCell as cell } from "@/components/ui/markdown-cell";
import { count } from "@/components/ui/number-format";
import { duration } from "@/components/ui/time-format";
import type { AffectedRow, BlastRadius } from "@/lib/blast-radius/schemas";

const rowsForChatMax = 30;

/**
 * The answer for a chat: the three values, then one line per row, then the address. Of more than 30 rows the first 30 are
 * written and the rest counted.
 */
export function toMarkdown(answer: BlastRadius, rows: readonly AffectedRow[], link: string, rowsMax = rowsForChatMax): string {
  const { affected, clean, unknown } = answer.verdict;
  const { exposure, list } = answer;
  const withSides = exposure !== null || answer.running !== null;
  const subject = list ? `${answer.question.text} any of ${count(list.indicators)} indicators`.trim() : answer.question.label;
  const lines = [
    `**${cell(subject)}**: ${count(affected)} affected, ${count(unknown)} unknown, ${count(clean)} clean (as of ${answer.meta.asOf.slice(0, 16).replace("T", " ")} UTC)`,
    ...(exposure
      ? [
          "",
          `${count(exposure.now.affected)} hold it now, ${count(exposure.during.affected)} held it ${windowWords(exposure.window)}, ${count(exposure.built.services)} built it then.`,
        ]
      : []),
    ...(list && list.rejected > 0 ? ["", `${count(list.rejected)} of ${count(list.lines)} lines of the list could not be read.`] : []),
    "",
    `| Service | Owner | Version |${withSides ? " When |" : ""} Reached through | Scope | SBOM age |`,
    `| --- | --- | --- |${withSides ? " --- |" : ""} --- | --- | --- |`,
  ];
  for (const row of rows.slice(0, rowsMax)) {
    const named = row.package === null ? "the artifact itself" : `${row.package.name} ${row.version ?? ""}`;
    lines.push(
      `| ${[row.service.slug, row.team?.name ?? "no owner", named, ...(withSides ? [whenOf(row)] : []), wayTo(row), row.scope ?? "", duration(row.sbomAgeSeconds)].map(cell).join(" | ")} |`,
    );
  }
  const left = rows.length > rowsMax ? rows.length - rowsMax : 0;
  lines.push("", `${left > 0 ? `and ${count(left)} more: ` : ""}${link}`);
  return lines.join("\n");
}

function wayTo(row: AffectedRow): string {
  if (row.package === null) return "";
  return row.direct ? "direct" : row.via.map((entry) => `${entry.name} ${entry.version ?? ""}`.trim()).join(", ") || "unknown";
}

function whenOf({ present, until }: AffectedRow): string {
  const running = present.running.length > 0 ? `runs in ${present.running.join(", ")}` : "";
  const sides = [present.now ? "now" : "", present.during ? "in the window" : "", present.built ? "built in the window" : "", running]
    .filter(Boolean)
    .join(", ");
  return until ? `${sides}, until ${until.slice(0, 16).replace("T", " ")} UTC` : sides;
}
