import { WhereinError } from "@/lib/errors";

export const listBytesMax = 16 * 1_048_576;
export const linesMax = 50_000;
/** Lines of a text of any format; a document of JSON has many for one entry. */
const textLinesMax = 2_000_000;
export const lineLengthMax = 65_536;
export const versionsPerLineMax = 2_000;
export const indicatorsMax = 100_000;
export const jsonDepthMax = 64;
export const htmlDepthMax = 256;

/** `too_large`: a list beyond what is read of one, and what to do about it. */
export function beyond(reason: string, detail: string): WhereinError {
  return new WhereinError("too_large", `${detail} Send the list in parts.`, { reason });
}

/** Throws `too_large` (`too_many_lines`) for more entries than a list may have. */
export function checkLines(count: number): void {
  if (count > linesMax) throw beyond("too_many_lines", `The list has more than ${linesMax.toLocaleString("en")} lines, the most that is read of one.`);
}

/** Throws `too_large` (`line_too_long`). */
export function checkLineLength(text: string, line: number): void {
  if (text.length > lineLengthMax) {
    throw beyond("line_too_long", `Line ${line} is longer than ${lineLengthMax.toLocaleString("en")} characters, the most that is read of one.`);
  }
}

/** Throws `too_large` (`too_many_versions`). */
export function checkVersions(count: number): void {
  if (count > versionsPerLineMax) {
    throw beyond("too_many_versions", `One entry has more than ${versionsPerLineMax.toLocaleString("en")} versions, the most that is read of one.`);
  }
}

/** Throws `too_large` (`too_many_lines`) before a text of line ends alone costs memory. */
export function checkLineEnds(text: string): void {
  let count = 0;
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) {
    if (++count > textLinesMax) throw beyond("too_many_lines", `The list has more than ${textLinesMax.toLocaleString("en")} line ends.`);
  }
}
