import { plainText } from "./clean-text";
import { isNameHeader } from "./columns";
import { checkLineLength, checkLines } from "./limits";
import type { Block } from "./read-blocks";
import { isComment } from "./strip-marks";

/** What the walk through the lines is inside of. */
type State = { fence: { sign: string; isCode: boolean } | null; remark: string | null; hasEntries: boolean };

const codeLanguages =
  /^(?:js|javascript|ts|typescript|jsx|tsx|py|python|rb|ruby|go|rust|java|c|cpp|csharp|php|bash|sh|shell|zsh|console|powershell|ps1|sql|diff|yara|yaml|yml|toml|xml|html|css|makefile|dockerfile)$/i;

/** The lines of a text as blocks. In Markdown a lone word counts only where a list, a table or a block without a language holds it. */
export function textBlocks(lines: readonly string[], isMarkdown: boolean): Block[] {
  checkLines(lines.length);
  const state: State = { fence: null, remark: null, hasEntries: false };
  return lines.map((text, index) => {
    checkLineLength(text, index + 1);
    const block = blockOf(text, index, lines, state, isMarkdown);
    state.hasEntries ||= block.kind === "entry" || block.kind === "row";
    return block;
  });
}

function blockOf(text: string, index: number, lines: readonly string[], state: State, isMarkdown: boolean): Block {
  const line = index + 1;
  const trimmed = plainText(text).trim();
  const said = (kind: "blank" | "comment" | "heading"): Block => ({ kind, line, text });
  if (trimmed === "") return said("blank");
  if (insideRemark(trimmed, state)) return said("comment");
  const fence = /^(`{3,}|~{3,})\s*([\w+-]*)/.exec(trimmed);
  if (fence?.[1] && (state.fence === null || trimmed.startsWith(state.fence.sign))) {
    state.fence = state.fence === null ? { sign: fence[1].slice(0, 3), isCode: codeLanguages.test(fence[2] ?? "") } : null;
    return said("comment");
  }
  if (/^(?:[-=_*~#|+]\s*){3,}$/.test(trimmed) || isDivider(trimmed)) return said("comment");
  if (isMarkdown && state.fence === null && /^#{1,6}\s/.test(trimmed)) return said("heading");
  if (isComment(trimmed)) return said("comment");
  if (isMarkdown && state.fence === null && isRow(trimmed)) {
    return { kind: "row", line, text, cells: cellsOf(trimmed), isHeader: isDivider(plainText(lines[index + 1] ?? "").trim()) };
  }
  if (!state.hasEntries && isNameHeader(trimmed)) return said("heading");
  const isListed = !isMarkdown || (state.fence === null ? /^(?:[-*+\u2022>]|\d{1,5}[.)])\s/.test(trimmed) : !state.fence.isCode);
  return { kind: "entry", line, text, isListed };
}

/** True inside of a remark over several lines, `<!-- -->` or a block comment; notes where one starts and ends. */
function insideRemark(trimmed: string, state: State): boolean {
  if (state.remark !== null) {
    if (trimmed.includes(state.remark)) state.remark = null;
    return true;
  }
  const end = trimmed.startsWith("<!--") ? "-->" : trimmed.startsWith("/*") ? "*/" : null;
  if (end === null) return false;
  if (!trimmed.includes(end, 2)) state.remark = end;
  return true;
}

export const isRow = (trimmed: string): boolean => trimmed.startsWith("|") && trimmed.length > 2 && trimmed.indexOf("|", 1) > 0;
export const isDivider = (trimmed: string): boolean => trimmed.includes("|") && trimmed.includes("--") && /^[\s|:+-]+$/.test(trimmed);

/** The cells of a Markdown row. A bar behind a backslash or in code belongs to its cell. */
function cellsOf(row: string): string[] {
  const cells: string[] = [];
  let cell = "";
  let inCode = false;
  for (let at = 1; at < row.length; at++) {
    const char = row[at];
    if (char === "\\" && row[at + 1] === "|") {
      cell += "|";
      at++;
    } else if (char === "|" && !inCode && row[at + 1] === "|" && cell.trim() !== "" && /\d\s*$/.test(cell)) {
      // Two bars between versions are no end of a cell.
      cell += "||";
      at++;
    } else if (char === "|" && !inCode) {
      cells.push(cell.trim());
      cell = "";
    } else {
      if (char === "`") inCode = !inCode && row.indexOf("`", at + 1) > 0;
      cell += char;
    }
  }
  if (cell.trim() !== "") cells.push(cell.trim());
  return cells;
}
