import { Parser } from "htmlparser2";
import { singleBlanks, trimSigns } from "./clean-text";
import { beyond, checkLines, htmlDepthMax } from "./limits";
import type { Block } from "./read-blocks";

const silent = new Set(["script", "style", "noscript", "svg", "head", "template"]);
const breaks = new Set([
  "p",
  "div",
  "li",
  "ul",
  "ol",
  "br",
  "hr",
  "section",
  "article",
  "pre",
  "blockquote",
  "table",
  "tr",
  "dt",
  "dd",
  "h1",
  "h2",
  "h3",
  "h4",
  "h5",
  "h6",
  "body",
  "html",
  "main",
  "header",
  "footer",
  "details",
  "summary",
  "figure",
]);
const heading = /^h[1-6]$/;

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
  return page.blocks;
}

type Row = { line: number; cells: string[]; isHeader: boolean };

class Page {
  readonly blocks: Block[] = [];
  readonly #text: string;
  readonly #open: string[] = [];
  #line = 1;
  #lineEnd: number;
  #silence = 0;
  #row: Row | null = null;
  #cell: string[] | null = null;
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
    if (name === "tr") this.#row = { line: this.#lineAt(offset), cells: [], isHeader: false };
    if ((name === "td" || name === "th") && this.#row !== null) {
      this.#cell = [];
      if (name === "th" && this.#row.cells.length === 0) this.#row.isHeader = true;
    }
  }

  close(name: string): void {
    if (this.#open.at(-1) === name) this.#open.pop();
    if (silent.has(name)) this.#silence--;
    if ((name === "td" || name === "th") && this.#row !== null && this.#cell !== null) {
      this.#row.cells.push(tidy(this.#cell));
      // A row whose first cell alone is a heading is no header.
      if (name === "td") this.#row.isHeader = false;
      this.#cell = null;
    }
    if (name === "tr" && this.#row !== null) this.#endRow(this.#row);
    if (breaks.has(name)) this.#break(heading.test(name) ? "heading" : name === "li" ? "item" : "text");
  }

  say(words: string, offset: number): void {
    if (this.#silence > 0) return;
    if (this.#cell !== null) {
      this.#cell.push(words);
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
    if (this.#row !== null) this.#endRow(this.#row);
    this.#break();
    checkLines(this.blocks.length);
  }

  #endRow({ line, cells, isHeader }: Row): void {
    this.#row = null;
    this.#cell = null;
    if (cells.length > 0) this.#add({ kind: "row", line, text: cells.join(" | "), cells, isHeader });
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
    this.#add(as === "heading" ? { kind: "heading", line, text } : { kind: "entry", line, text, isListed });
  }

  #add(block: Block): void {
    this.blocks.push(block);
    if (this.blocks.length % 1_000 === 0) checkLines(this.blocks.length);
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
