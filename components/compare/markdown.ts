import { markdownCell as cell } from "@/components/ui/markdown-cell";
import { count } from "@/components/ui/number-format";
import { comparisonLists } from "@/lib/inventory/compare/lists";
import type { BuildComparison, ComparedBuild, Difference } from "@/lib/inventory/compare/schemas";
import { sections, verdictOf } from "./sections";

const rowsMax = 30;

/** The comparison for a chat: the verdict, one line per difference, the address. Of more than 30 lines the rest is counted. */
export function toMarkdown(comparison: BuildComparison, link: string): string {
  const rows = comparisonLists.flatMap((name) => comparison[name].data.map((row) => ({ title: sections[name].title, row })));
  const total = comparisonLists.reduce((sum, name) => sum + comparison[name].total, 0);
  const lines = [`**${cell(comparison.service.name)}**: ${cell(buildLabel(comparison.from))} → ${cell(buildLabel(comparison.to))}`, "", verdictOf(comparison)];
  if (rows.length > 0) lines.push("", "| Difference | Package | From | To | Reached |", "| --- | --- | --- | --- | --- |");
  for (const { title, row } of rows.slice(0, rowsMax)) {
    const named = `${row.package.ecosystem} ${row.package.name}`;
    lines.push(`| ${[title, named, row.from?.version ?? "", row.to?.version ?? "", reachedText(row)].map(cell).join(" | ")} |`);
  }
  const left = total - Math.min(rows.length, rowsMax);
  lines.push("", `${left > 0 ? `and ${count(left)} more: ` : ""}${link}`);
  return lines.join("\n");
}

/** What a build is called beside builds of other artifacts. */
export function buildLabel({ artifact, seq }: Pick<ComparedBuild, "artifact" | "seq">): string {
  return `${artifact.name} ${artifact.ref} build ${seq}`;
}

/** Direct, or the direct dependencies that bring it. */
export function reachedText({ from, to }: Difference): string {
  const shown = to ?? from;
  if (shown === null) return "";
  return shown.direct ? "direct" : shown.via.length > 0 ? `through ${shown.via.join(", ")}` : "no path in the SBOM";
}
