import { writeFileSync } from "node:fs";
import { type Figure, round } from "./figures";

const headings = ["", "n", "p50 ms", "p95 ms", "p99 ms", "per s", "floor, same machine and run", "used per request", "bar: measured", ""];

/** The table for the terminal. */
export function textReport(figures: readonly Figure[], facts: readonly string[]): string {
  const lines = [...facts, ""];
  for (const part of partsOf(figures)) {
    lines.push(part.toUpperCase());
    const rows = figures.filter((figure) => figure.part === part).map(cellsOf);
    const numbers = rows.map(
      (cells) =>
        `${(cells[0] ?? "").padEnd(58)} ${cells
          .slice(1, 6)
          .map((cell) => cell.padStart(8))
          .join(" ")}  ${cells[9]?.padEnd(5)} ${cells[8]}`,
    );
    lines.push(
      `${"".padEnd(58)} ${headings
        .slice(1, 6)
        .map((cell) => cell.padStart(8))
        .join(" ")}`,
    );
    rows.forEach((cells, i) => {
      lines.push(numbers[i] ?? "");
      for (const detail of [cells[6] && `floor: ${cells[6]}`, cells[7] && `used: ${cells[7]}`]) if (detail) lines.push(`    ${detail}`);
    });
    lines.push("");
  }
  return lines.join("\n");
}

/** The same as a document; the method stands in docs/benchmarks.md around it. */
export function writeMarkdown(path: string, figures: readonly Figure[], facts: readonly string[], method: string): void {
  const lines = ["# Benchmarks", "", method, "", "## This run", "", ...facts.map((fact) => `- ${fact}`), ""];
  for (const part of partsOf(figures)) {
    lines.push(`## ${part}`, "", `| ${headings.join(" | ")} |`, `|${headings.map((_, i) => (i > 0 && i < 6 ? "--:" : "---")).join("|")}|`);
    for (const figure of figures.filter((each) => each.part === part))
      lines.push(
        `| ${cellsOf(figure)
          .map((cell) => cell.replaceAll("|", "\\|"))
          .join(" | ")} |`,
      );
    lines.push("");
  }
  writeFileSync(path, `${lines.join("\n").trimEnd()}\n`);
}

function partsOf(figures: readonly Figure[]): string[] {
  return [...new Set(figures.map((figure) => figure.part))];
}

function cellsOf(figure: Figure): string[] {
  const number = (value: number | null) => (value === null ? "" : round(value));
  const { what, n, p50, p95, p99, perSecond, floor, used, bar, passed } = figure;
  return [
    what,
    n === null ? "" : String(n),
    number(p50),
    number(p95),
    number(p99),
    number(perSecond),
    floor,
    used,
    bar,
    passed === null ? "" : passed ? "met" : "MISSED",
  ];
}
