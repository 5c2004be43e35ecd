import { CsvError, parse } from "csv-parse/sync";
import { plainText } from "./clean-text";
import { columnsOf, isPackageHeader } from "./columns";
import { checkLines } from "./limits";
import type { Block } from "./read-blocks";
import { cleanCell } from "./read-record";
import { isComment } from "./strip-marks";

const delimiters = [",", "\t", ";", "|"] as const;
type Delimiter = (typeof delimiters)[number];

/** The sign between the cells of a table of separated values, by its header, which is its first line that is no remark; null when it is no such table. */
export function delimiterOf(lines: readonly string[]): Delimiter | null {
  const header = lines.slice(0, 200).find((line) => plainText(line).trim() !== "" && !isComment(plainText(line).trim()));
  if (header === undefined || header.length > 4_000) return null;
  const fits = delimiters.filter((delimiter) => {
    if (delimiter === "|" && header.trim().startsWith("|")) return false;
    const cells = header.split(delimiter).map((cell) => cleanCell(cell));
    const columns = cells.length > 1 && cells.every((cell) => cell.length <= 60 && !/@\d|:\d|==/.test(cell)) ? columnsOf(cells) : null;
    return columns !== null && (isPackageHeader(columns) || columns.advisory !== null || columns.sha256 !== null || cells.length > 2);
  });
  return fits[0] ?? null;
}

/**
 * The records of a table as blocks; null when its quotes are broken, so that it has to be read line by line. Line ends in quoted cells
 * belong to their record.
 */
export function tableBlocks(text: string, delimiter: Delimiter): Block[] | null {
  let records: { record: string[]; info: { lines: number } }[];
  try {
    records = parse(delimiter === "\t" ? text : plainText(text), {
      delimiter,
      info: true,
      relax_quotes: true,
      relax_column_count: true,
      record_delimiter: "\n",
      max_record_size: 1_048_576,
    }) as never;
  } catch (error) {
    if (error instanceof CsvError) return null;
    throw error;
  }
  checkLines(records.length);
  let line = 1;
  let hasHeader = false;
  return records.map(({ record, info }) => {
    const start = line;
    line = info.lines + 1;
    const joined = record.join(delimiter);
    const trimmed = plainText(joined).trim();
    if (record.every((cell) => plainText(cell).trim() === "")) return { kind: "blank", line: start, text: joined };
    if (isComment(trimmed)) return { kind: "comment", line: start, text: joined };
    const isHeader = !hasHeader;
    hasHeader = true;
    return { kind: "row", line: start, text: joined, cells: record, isHeader };
  });
}
