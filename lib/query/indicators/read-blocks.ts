import { anywhere, isPackageName, type NamePlace, packageReading, type Reading, read } from "./claim";
import { plainText, refang, singleBlanks, withoutMarkup } from "./clean-text";
import { type Columns, columnsOf } from "./columns";
import { ecosystemInHeading, placeOfLabel, statedEcosystem } from "./ecosystem-words";
import { lineLengthMax } from "./limits";
import { readEntry, withoutVersionLabel } from "./read-entry";
import { cleanCell, type Fields, noFields, readRecord, tooLong } from "./read-record";
import { claimsOfRemark, withRemark } from "./read-remark";
import { readSentence } from "./read-sentence";
import { readVersions } from "./read-versions";
import { splitRemark, stripMarks } from "./strip-marks";
import { whatElse } from "./what-else";

/** A piece of a list that gets a verdict. `isListed`: a lone word there may be a package. */
export type Block =
  | { kind: "blank" | "comment" | "heading"; line: number; text: string }
  | { kind: "entry"; line: number; text: string; isListed: boolean }
  /** `table`: which one of several; one may stand inside of another. */
  | { kind: "row"; line: number; text: string; cells: string[]; isHeader: boolean; table?: number };

/** A verdict before bare names have their ecosystem. `section` is what the heading above says of it. */
export type Draft =
  | { kind: "said"; line: number; text: string; outcome: "blank" | "comment" | "header"; code: string | null; message: string | null }
  | { kind: "entry"; line: number; text: string; reading: Reading; section: string | null };

export type Drafts = {
  drafts: Draft[];
  /** What the list says of names without an ecosystem: a purl type, or `any`. */
  stated: string | null;
};

type Above = { draft: number; place: NamePlace; name: string };
type Table = { columns: Columns | null; inTable: boolean };
type State = Table & { above: Above | null; table: number; outer: Map<number, Table>; section: string | null; stated: string | null };

/** Reads blocks of text and tables, in order. */
export function readBlocks(blocks: Iterable<Block>): Drafts {
  const state: State = { above: null, columns: null, inTable: false, table: 0, outer: new Map(), section: null, stated: null };
  const drafts: Draft[] = [];
  for (const block of blocks) {
    if (block.kind === "row") enterTable(block.table ?? 0, state);
    if (block.kind !== "row" && block.kind !== "comment" && block.kind !== "blank") state.inTable = false;
    drafts.push(block.kind === "entry" ? withNameAbove(block.text, draftOf(block, state), drafts, state) : draftOf(block, state));
  }
  return { drafts, stated: state.stated };
}

/** Each table has columns of its own; behind one that stood in a cell, the outer one goes on. */
function enterTable(table: number, state: State): void {
  if (table === state.table) return;
  const { columns, inTable } = state;
  state.outer.set(state.table, { columns, inTable });
  Object.assign(state, { columns: null, inTable: false, ...state.outer.get(table), table });
}

/** A line of versions alone belongs to the name in the line above, which is then a heading. */
function withNameAbove(text: string, draft: Draft, drafts: Draft[], state: State): Draft {
  const reading = draft.kind === "entry" ? draft.reading : null;
  if (draft.kind === "entry" && reading?.kind === "refused" && reading.code === "version_only" && state.above !== null) {
    const { draft: index, place, name } = state.above;
    const { line, text: heading } = drafts[index] ?? draft;
    drafts[index] = { kind: "said", line, text: heading, outcome: "header", code: null, message: null };
    return { ...draft, reading: packageReading(place, name, readVersions(withoutVersionLabel(clean(text)), { bracketsAreSpans: false, isSure: true })) };
  }
  state.above = null;
  const claim = reading?.kind === "read" && reading.claims.length === 1 ? reading.claims[0] : undefined;
  const name =
    claim?.kind === "package" && claim.isBare ? claim.name : reading?.kind === "refused" && reading.code === "version_missing" ? nameBefore(text) : null;
  if (name !== null) state.above = { draft: drafts.length, place: claim?.kind === "package" ? claim : anywhere, name };
  return draft;
}

function nameBefore(text: string): string | null {
  const name = clean(text).replace(/:$/, "");
  return isPackageName(name) ? name : null;
}

function draftOf(block: Block, state: State): Draft {
  const { line, text } = block;
  const said = (outcome: "blank" | "comment" | "header", code: string | null = null, message: string | null = null): Draft => ({
    kind: "said",
    line,
    text,
    outcome,
    code,
    message,
  });
  const entry = (reading: Reading): Draft => ({ kind: "entry", line, text, reading, section: state.section });
  switch (block.kind) {
    case "blank":
      return said("blank");
    case "comment":
      state.stated ??= statedEcosystem(text);
      return said("comment");
    case "heading":
      return headingDraft(text, state, said, entry);
    case "entry": {
      const label = labelBefore(block.text);
      if (label === null) return entry(readLine(block.text, block.isListed));
      state.section = label;
      const { remark } = partsOf(block.text);
      return claimsOfRemark(remark) === null ? said("header") : entry(readLine(block.text, false));
    }
    case "row":
      return rowDraft(block, state, said, entry);
  }
}

type Said = (outcome: "blank" | "comment" | "header", code?: string | null, message?: string | null) => Draft;

function headingDraft(text: string, state: State, said: Said, entry: (reading: Reading) => Draft): Draft {
  state.section = ecosystemInHeading(text);
  state.stated ??= statedEcosystem(text);
  // "## chalk@5.6.1" is a heading and an indicator.
  const inside = text.length > lineLengthMax ? null : readSentence(withoutMarkup(refang(plainText(text))), anywhere);
  return inside === null ? said("header") : entry(inside);
}

function partsOf(text: string): { cleaned: string; remark: string } {
  const { entry, remark } = splitRemark(singleBlanks(withoutMarkup(refang(plainText(text)))).trim());
  return { cleaned: stripMarks(entry).trim(), remark };
}
const clean = (text: string) => partsOf(text).cleaned;

/** `npm:`, `PyPI packages:`: a line that is the heading of what follows. */
function labelBefore(text: string): string | null {
  if (text.length > 60 || !/[\w\])*]/.test(text)) return null;
  const label = /^([^:@\d=]{2,50}):?$/.exec(clean(text))?.[1];
  return label === undefined ? null : (placeOfLabel(label)?.ecosystem ?? null);
}

/** Reads one line of text as it was written. */
export function readLine(text: string, isListed: boolean): Reading {
  if (text.length > lineLengthMax) return tooLong;
  const { cleaned, remark } = partsOf(text);
  const isDefangedHost = cleaned !== plainText(text) && /\[\.\]|\[dot\]|hxxp/i.test(text) && !/[@=]|:\d/.test(cleaned);
  const reading = readEntry(cleaned, { place: anywhere, isListed: isListed && !isDefangedHost });
  const isHost = reading.kind === "refused" && isDefangedHost && reading.code === "unreadable";
  const own: Reading = isHost ? { kind: "refused", code: "domain", message: "A harmless form of a host or address, not a package." } : reading;
  return remark === "" ? own : withRemark(own, remark, cleaned);
}

function rowDraft(block: Extract<Block, { kind: "row" }>, state: State, said: Said, entry: (reading: Reading) => Draft): Draft {
  const cells = block.cells;
  if (block.isHeader || !state.inTable) {
    const columns = columnsOf(cells.map(cleanCell));
    const isHeader = block.isHeader || columns !== null;
    if (isHeader) {
      state.columns = columns;
      state.inTable = true;
      return said("header");
    }
    state.columns = null;
  }
  if (cells.every((cell) => cell.trim() === "")) return said("blank");
  const outer: NamePlace = { ecosystem: null, namespace: null };
  if (state.columns !== null) return entry(readRecord(fieldsOf(cells, state.columns), outer));
  return entry(readUnnamed(cells, state.inTable));
}

function fieldsOf(cells: readonly string[], columns: Columns): Fields {
  const fields = { ...noFields };
  for (const key of Object.keys(columns) as (keyof Columns)[]) {
    const index = columns[key];
    if (index !== null) fields[key] = cells[index] ?? "";
  }
  // A table of versions that are well again says of no row that every version is affected.
  if (columns.fixed !== null && columns.versions === null) fields.fixed ||= "none";
  return fields;
}

/** A row of a table whose columns nobody named, or whose header names none that is known. */
function readUnnamed(cells: readonly string[], hasHeader: boolean): Reading {
  const filled = cells.map(cleanCell).filter((cell) => cell !== "");
  const first = placeOfLabel(filled[0] ?? "");
  if (!hasHeader) {
    const [name = "", versions = ""] = first && filled.length > 2 ? filled.slice(1) : filled;
    const reading = readRecord({ ...noFields, ecosystem: first && filled.length > 2 ? (filled[0] ?? "") : "", name, versions }, anywhere);
    if (reading.kind === "read") return reading;
  }
  const claims = filled.flatMap((cell) => {
    const reading = readEntry(cell, { place: anywhere, isListed: false });
    return reading.kind === "read" ? reading.claims : [];
  });
  if (claims.length > 0)
    return read(claims, [{ code: "read_in_part", message: "The table's columns are not known: what stands in its cells was read alone." }]);
  return { kind: "refused", ...whatElse(filled.join(" ")) };
}
