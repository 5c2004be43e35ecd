import { markdownCell as cell } from "@/components/ui/markdown-cell";
import { count } from "@/components/ui/number-format";
import type { UpgradePlan } from "@/lib/blast-radius/plan/upgrade-plan";

/** The plan for a ticket: one line per upgrade, in their order. */
export function plansToMarkdown({ data, meta }: UpgradePlan, subject: string): string {
  return [
    `**Upgrades that clear ${cell(subject)}** (${count(meta.services)} services, as of ${meta.asOf.slice(0, 16).replace("T", " ")} UTC)`,
    "",
    "| Step | Bump | From | To | Services | Clears alone | Cleared so far |",
    "| --- | --- | --- | --- | --- | --- | --- |",
    ...data.map(({ package: { ecosystem, name }, versions, bumpTo, services, clearsAlone, clearedSoFar }, place) => {
      const from = versions.map(({ version }) => version || "no version").join(", ");
      const to = bumpTo ? `${bumpTo.version} (${bumpTo.from})` : "none known";
      return `| ${[place + 1, `${ecosystem}:${name}`, from, to, count(services), count(clearsAlone), `${count(clearedSoFar)} of ${count(meta.services)}`].map((value) => cell(String(value))).join(" | ")} |`;
    }),
    ...(meta.unexplainedRows > 0 ? ["", `Rows of SBOMs that do not say what brings it, and are not planned: ${count(meta.unexplainedRows)}.`] : []),
    ...(meta.partlyExplainedRows > 0
      ? ["", `Rows that may be brought by more than is known, and never count as cleared: ${count(meta.partlyExplainedRows)}.`]
      : []),
  ].join("\n");
}
