import { Parser } from "htmlparser2";
import { singleBlanks, trimSigns } from "./clean-text";
import { breaks, heading, silent } from "./html-tags";
import { beyond, checkLines, htmlDepthMax } from "./limits";
import type { Block } from "./read-blocks";

/** The tables, lists, headings and paragraphs of a page as blocks, each with the line that it starts in. Throws `too_large` (`too_deep`). */
export function htmlBlocks(text: string): Block[] {
  const page = new Page(text);
  const parser = new Parser({
    onopentag: (name) => page.open(name, parser.startIndex),
    onclosetag: (name) => page.close(name),
    ontext: (words) => page.say(words, parser.startIndex),
  });
  parser.end(text);
  page.flush();
  return page.blocks();
}

/** A row with the place among the blocks that is kept for it, and the cell that is open in it. */
type Row = { at: number; table: number; line: number; cells: string[]; isHeader: boolean; cell: string[] | null };

class Page {
  readonly #blocks: (Block | null)[] = [];
  readonly #text: string;
  readonly #open: string[] = [];
  #line = 1;
  #lineEnd: number;
  #silence = 0;
  #count = 0;
  // A cell may hold a table, whose rows stand inside of the row.
  readonly #rows: Row[] = [];
  readonly #tables: number[] = [];
  #lastTable = 0;
  #words: string[] = [];
  #wordsLine = 1;

  constructor(text: string) {
    this.#text = text;
    this.#lineEnd = this.#endAfter(0);
  }

  #endAfter(offset: number): number {
    const at = this.#text.indexOf("\n", offset);
    return at < 0 ? Number.POSITIVE_INFINITY : at;
  }

  open(name: string, offset: number): void {
    if (this.#open.push(name) > htmlDepthMax) throw beyond("too_deep", `The page is nested more than ${htmlDepthMax} levels deep.`);
    if (silent.has(name)) this.#silence++;
    if (breaks.has(name)) this.#break();
    if (name === "table") this.#tables.push(++this.#lastTable);
    if (name === "tr") this.#openRow(offset);
    const isCell = name === "td" || name === "th";
    // A table in a cell may leave out its rows.
    if (isCell && this.#row !== null && this.#row.table !== this.#table) this.#openRow(offset);
    const row = this.#row;
    if (isCell && row !== null) {
      this.#endCell(row);
      row.cell = [];
      if (name === "th" && row.cells.length === 0) row.isHeader = true;
    }
  }

  get #table(): number {
    return this.#tables.at(-1) ?? 0;
  }

  get #row(): Row | null {
    return this.#rows.at(-1) ?? null;
  }

  get #cell(): string[] | null {
    return this.#row?.cell ?? null;
  }

  close(name: string): void {
    if (this.#open.at(-1) === name) this.#open.pop();
    if (silent.has(name)) this.#silence--;
    const row = this.#row;
    if ((name === "td" || name === "th") && row !== null && row.cell !== null) {
      this.#endCell(row);
      // A row whose first cell alone is a heading is no header.
      if (name === "td") row.isHeader = false;
    }
    if (name === "tr") this.#endRow();
    if (name === "table") {
      while (this.#row !== null && this.#row.table === this.#table) this.#endRow();
      this.#tables.pop();
    }
    if (breaks.has(name)) this.#break(heading.test(name) ? "heading" : name === "li" ? "item" : "text");
  }

  say(words: string, offset: number): void {
    if (this.#silence > 0) return;
    const cell = this.#cell;
    if (cell !== null) {
      cell.push(words);
      return;
    }
    if (this.#open.includes("pre")) {
      this.#sayLines(words, this.#lineAt(offset));
      return;
    }
    if (this.#words.length === 0) {
      if (words.trim() === "") return;
      this.#wordsLine = this.#lineAt(offset);
      for (let at = 0; at < words.length && /\s/.test(words.charAt(at)); at++) if (words.charCodeAt(at) === 10) this.#wordsLine++;
    }
    this.#words.push(words);
  }

  /** Words between `pre` keep their lines. */
  #sayLines(words: string, line: number): void {
    words.split("\n").forEach((part, index) => {
      if (index > 0) this.#break("item");
      if (this.#words.length === 0) this.#wordsLine = line + index;
      this.#words.push(part);
    });
  }

  flush(): void {
    while (this.#row !== null) this.#endRow();
    this.#break();
    checkLines(this.#count);
  }

  blocks(): Block[] {
    return this.#blocks.filter((block) => block !== null);
  }

  #openRow(offset: number): void {
    const at = this.#blocks.push(null) - 1;
    this.#rows.push({ at, table: this.#table, line: this.#lineAt(offset), cells: [], isHeader: false, cell: null });
  }

  #endCell(row: Row): void {
    if (row.cell !== null) row.cells.push(tidy(row.cell));
    row.cell = null;
  }

  #endRow(): void {
    const row = this.#rows.pop();
    if (row === undefined) return;
    this.#endCell(row);
    const { at, table, line, cells, isHeader } = row;
    if (cells.length > 0) this.#put(at, { kind: "row", line, text: cells.join(" | "), cells, isHeader, table });
  }

  #break(as: "heading" | "item" | "text" = "text"): void {
    if (this.#cell !== null) {
      this.#cell.push(", ");
      return;
    }
    const text = tidy(this.#words);
    const line = this.#wordsLine;
    this.#words = [];
    if (text === "") return;
    const isListed = as === "item" || this.#open.includes("li") || this.#open.includes("pre");
    this.#put(this.#blocks.length, as === "heading" ? { kind: "heading", line, text } : { kind: "entry", line, text, isListed });
  }

  #put(at: number, block: Block): void {
    this.#blocks[at] = block;
    if (++this.#count % 1_000 === 0) checkLines(this.#count);
  }

  /** Offsets come in ascending order, so that each line end is counted once. */
  #lineAt(offset: number): number {
    while (this.#lineEnd < offset) {
      this.#line++;
      this.#lineEnd = this.#endAfter(this.#lineEnd + 1);
    }
    return this.#line;
  }
}

const tidy = (words: readonly string[]): string => trimSigns(singleBlanks(words.join("")), ",").replace(/ ?,(?: ?,)+ ?/g, ", ");
