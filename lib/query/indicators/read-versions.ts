import { isRangeText } from "@/lib/versions";
import type { WantedVersion } from "../question";
import { wantedVersion } from "../wanted-version";
import { checkVersions } from "./limits";

/** What a list says of a package's versions. `unread` are the parts that are none. */
export type VersionsRead = {
  versions: WantedVersion[];
  /** `missing`: nothing, or a word that says that nobody knows. */
  kind: "some" | "any" | "missing" | "unread";
  unread: string[];
};

type VersionOptions = {
  /** Maven and NuGet write `(1.0,2.0)` for a span; everybody else lists two versions so. */
  bracketsAreSpans: boolean;
  /** Takes any word with a digit for a version, as where a column or an @ says that one stands here. */
  isSure: boolean;
};

const everyWord = /^(?:\*|x|all|any|every|all known|all published|(?:all|any|every)\s+(?:known\s+|published\s+)?versions?|all versions of .{1,100})$/i;
const noneWord = /^(?:-+|\?+|n\/?a|none|null|nil|undefined|unknown|tbd|tba|various|multiple|several|unspecified|not specified|see below)$/i;

/** Reads one or more versions or ranges: `1.2.3, 1.2.4`, `= 1.0 || = 1.1`, `1.2.3 and 1.2.4`, `[1.0],[1.1]`, `1.0 to 1.4`, `< 2`. */
export function readVersions(written: string, options: VersionOptions): VersionsRead {
  const text = unwrap(written.replace(/["'`]/g, " ").trim(), options);
  if (everyWord.test(text)) return { versions: [{ kind: "any" }], kind: "any", unread: [] };
  if (text === "" || noneWord.test(text)) return { versions: [], kind: "missing", unread: [] };
  const versions: WantedVersion[] = [];
  const unread: string[] = [];
  for (const alternative of alternativesOf(text)) readAlternative(alternative, options, versions, unread);
  checkVersions(versions.length + unread.length);
  return { versions, kind: versions.length === 0 ? "unread" : "some", unread };
}

/** Without brackets around all of it that say nothing: `(1.2.3, 1.2.4)`, `{1.0}`. */
function unwrap(text: string, { bracketsAreSpans }: VersionOptions): string {
  const inner = /^(?:\{([^{}]*)\}|\(([^()[\]]*)\)|\[([^()[\]]*)\])$/.exec(text);
  if (inner === null) return text;
  const content = inner[1] ?? inner[2] ?? inner[3] ?? "";
  return bracketsAreSpans && inner[1] === undefined && content.includes(",") ? text : content.trim();
}

function alternativesOf(text: string): string[] {
  return text
    .split(/\|\|?|;|\n/)
    .flatMap((part) => (wordRange(part.trim()) === null ? part.split(/\sor\s/i) : [part]))
    .map((part) => part.trim())
    .filter((part) => part !== "");
}

function readAlternative(text: string, options: VersionOptions, versions: WantedVersion[], unread: string[]): void {
  let group: string[] = [];
  const close = () => {
    if (group.length > 0) versions.push(wantedVersion(group.join(",")));
    group = [];
  };
  for (const part of splitAtCommas(text)) {
    const inWords = wordRange(part);
    if (inWords !== null) {
      close();
      versions.push(wantedVersion(inWords));
      continue;
    }
    for (const piece of piecesOf(part)) {
      if (/^[*x]$/i.test(piece)) {
        close();
        versions.push({ kind: "any" });
        continue;
      }
      const range = rangeOf(piece);
      if (range === null) {
        close();
        const exact = exactOf(piece, options);
        if (exact === null) unread.push(piece);
        else versions.push({ kind: "exact", text: exact });
      } else {
        // An upper bound before a lower one ends a span: ">=1 <2, >=3 <4".
        if (group.length > 0 && (isUpper(group.at(-1) ?? "") || !/[<>=~^!]/.test(range)) && !/^(?:<|!=)/.test(range)) close();
        group.push(range);
        if (!/^[<>!~^=]/.test(range)) close();
      }
    }
  }
  close();
}

const isUpper = (range: string) => /(?:^|\s)<|^[~^]/.test(range);

/** Splits at commas that are outside of brackets. */
function splitAtCommas(text: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let from = 0;
  for (let at = 0; at < text.length; at++) {
    const char = text.charCodeAt(at);
    if (char === 91 || char === 40) depth++;
    else if (char === 93 || char === 41) depth = Math.max(0, depth - 1);
    else if (char === 44 && depth === 0) {
      parts.push(text.slice(from, at).trim());
      from = at + 1;
    }
  }
  parts.push(text.slice(from).trim());
  return parts.filter((part) => part !== "");
}

const operatorOnly = /^(?:[<>=!~^]{1,3})$/;
const joins = /^(?:and|&&?|\+|\/|versions?:?|v|ver\.?|,|or)$/i;

/** The versions and spans of a part without commas; comparators side by side stay together. */
function piecesOf(part: string): string[] {
  if (/^[[(][^[\]()]*[\])]$/.test(part)) return [part];
  const pieces: string[] = [];
  let operator = "";
  let span = false;
  for (const token of part.split(/\s+|(?<=[\w)\]])&(?=\d)|(?<=\d)\/(?=v?\d)/)) {
    if (token === "" || (joins.test(token) && operator === "")) continue;
    if (operatorOnly.test(token)) {
      operator += token;
      continue;
    }
    if (token === "-" && pieces.length > 0 && operator === "") {
      span = true;
      continue;
    }
    const text = operator + token;
    operator = "";
    const before = pieces.at(-1);
    if (before !== undefined && span && versionStart.test(text)) pieces[pieces.length - 1] = `${before} - ${text}`;
    else if (before !== undefined && /^(?:[<>~^!]|={1,3}.*[xX*])/.test(before) && /^[<>~^!]/.test(text)) pieces[pieces.length - 1] = `${before} ${text}`;
    else pieces.push(text);
    span = false;
  }
  if (operator !== "") pieces.push(operator);
  return pieces;
}

const bracketed = /^\[\s*([^\s,[\]()]+)\s*\]$/;
const versionStart = /^(?:[<>=!~^]{1,3}|[[(]\s*,?\s*)?v?(?:\d|[*xX](?:\.|$))/i;

/** The text of a range, or null for what is none. */
function rangeOf(piece: string): string | null {
  if (bracketed.test(piece) || !isRangeText(piece) || /[<>=!~^-]$/.test(piece)) return null;
  return versionStart.test(piece) ? piece : null;
}

const plainVersion = /^v?\d[\w.+~:!-]*$/i;
const sureVersion = /^[\w.+~:!-]*\d[\w.+~:!-]*$/;
const versionLengthMax = 300;
// As long as a digest and, but for a commit, none of a version.
const digest = /^(?=.*[a-f])(?:[0-9a-f]{32}|[0-9a-f]{56,128})$/i;
const commit = /^[0-9a-f]{40}$/;

function exactOf(piece: string, { isSure }: VersionOptions): string | null {
  if (piece.length > versionLengthMax) return null;
  const text = (bracketed.exec(piece)?.[1] ?? piece)
    .replace(/^={1,3}\s*/, "")
    .replace(/^[[({]+|[\])}]+$/g, "")
    .replace(/[.:-]+$/, "");
  if (digest.test(text)) return null;
  return plainVersion.test(text) || commit.test(text) || (isSure && sureVersion.test(text)) ? text : null;
}

const v = "(v?\\d[\\w.+~:!]*(?:-[\\w.+~:!]+)*)";
const inWords: readonly (readonly [RegExp, (a: string, b: string) => string])[] = [
  [`(?:up to|through|until|<=)(?: and including)? ${v}`, (a: string) => `<=${a}`],
  [`(?:before|prior to|below|earlier than|older than|less than|lower than) ${v}`, (a: string) => `<${a}`],
  [`(?:after|above|later than|newer than|greater than|higher than) ${v}`, (a: string) => `>${a}`],
  [`(?:from|since) ${v}(?: onwards?)?`, (a: string) => `>=${a}`],
  [`${v} (?:and|or|&) (?:later|above|higher|newer|up|onwards?|greater)`, (a: string) => `>=${a}`],
  [`${v} (?:and|or|&) (?:earlier|below|lower|older|prior|less)`, (a: string) => `<=${a}`],
  [`(?:from |between )?${v} (?:to|through|thru|until|up to) ${v}`, (a: string, b: string) => `>=${a} <=${b}`],
  [`between ${v} and ${v}`, (a: string, b: string) => `>=${a} <=${b}`],
].map(([pattern, range]) => [new RegExp(`^(?:versions? )?${pattern as string}$`, "i"), range as (a: string, b: string) => string] as const);
const hasWord = /[a-z]{2}/i;

/** `before 1.2`, `1.2 and later`, `1.0 to 1.4` as a range; null for what is not said in these words. */
function wordRange(text: string): string | null {
  if (text.length > 200 || !hasWord.test(text)) return null;
  const spaced = text.replace(/\s+/g, " ");
  for (const [pattern, range] of inWords) {
    const found = pattern.exec(spaced);
    if (found) return range(found[1] ?? "", found[2] ?? "");
  }
  return null;
}
