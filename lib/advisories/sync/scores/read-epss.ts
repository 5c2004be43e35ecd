import { quarantineRow } from "../quarantine-row";
import type { QuarantineRow } from "../queries/quarantine";
import { sourceProblem } from "../source-problem";

/** Scores of EPSS, column by column: a row each would be most of the memory. */
export type EpssScores = { cves: string[]; scores: number[]; percentiles: number[] };

const rowsMax = 3_000_000;
/** So many lines that cannot be read are kept; all are counted. */
const refusedMax = 100;
const lineCharactersMax = 10_000;
const row = /^(CVE-\d{4}-\d{4,19}),(\d(?:\.\d+)?(?:e-\d+)?),(\d(?:\.\d+)?(?:e-\d+)?)$/i;

/**
 * Reads `cve,epss,percentile` lines behind the comment with the model's version and the line of titles. Throws when it is something else, was cut
 * off, or has more lines that cannot be read than others.
 */
export async function readEpss(bytes: AsyncIterable<Buffer>, where: string): Promise<{ scores: EpssScores; refused: QuarantineRow[]; refusedCount: number }> {
  const scores: EpssScores = { cves: [], scores: [], percentiles: [] };
  const refused: QuarantineRow[] = [];
  let refusedCount = 0;
  let hasTitles = false;
  let number = 0;
  const take = (line: string) => {
    number += 1;
    if (line === "" || (line.startsWith("#") && !hasTitles)) return;
    if (!hasTitles) {
      if (line !== "cve,epss,percentile") throw sourceProblem("source_damaged", `${where} is not a file of EPSS scores. What was stored stays.`);
      hasTitles = true;
      return;
    }
    const [, cve, score, percentile] = row.exec(line) ?? [];
    if (cve && Number(score) <= 1 && Number(percentile) <= 1) {
      scores.cves.push(cve.toUpperCase());
      scores.scores.push(Number(score));
      scores.percentiles.push(Number(percentile));
      if (scores.cves.length > rowsMax) throw sourceProblem("source_too_large", `${where} has more than ${rowsMax} scores.`);
      return;
    }
    refusedCount += 1;
    const refusal = { key: `line ${number}`, code: "row_invalid", detail: "The line is not a CVE id and two numbers from 0 to 1.", pointer: null };
    if (refused.length < refusedMax) refused.push(quarantineRow(refusal, null, Buffer.from(line)));
  };
  let rest = "";
  for await (const chunk of bytes) {
    const lines = (rest + chunk.toString("latin1")).split(/\r?\n/);
    rest = lines.pop() ?? "";
    if (rest.length > lineCharactersMax) throw sourceProblem("source_damaged", `${where} is not a file of EPSS scores. What was stored stays.`);
    for (const line of lines) take(line);
  }
  if (rest !== "") throw sourceProblem("source_incomplete", `${where} ends in the middle of a line. What was stored stays.`);
  if (refusedCount > scores.cves.length) throw sourceProblem("source_damaged", `${where} has ${refusedCount} lines that are no scores. What was stored stays.`);
  return { scores, refused, refusedCount };
}
