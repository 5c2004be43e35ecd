import { KeyWriter } from "./key-writer";

type Token = { separator: "." | "-"; text: string; isNumber: boolean };

const releaseWords = new Set(["", "final", "ga", "release"]);
const aliases = new Map([["cr", "rc"]]);
// Only directly in front of a digit: 1a1 is an alpha, 1a is an unknown qualifier.
const shortAliases = new Map([
  ["a", "alpha"],
  ["b", "beta"],
  ["m", "milestone"],
]);
const ranks = new Map([
  ["alpha", 1],
  ["beta", 2],
  ["milestone", 3],
  ["rc", 4],
  ["snapshot", 5],
]);

// Marks in ascending order. A zero in the middle of a version counts like the end until the next token decides.
const preRelease = { ".": 1, "-": 2 };
const zeroBelowEnd = { "-": 10, ".": 11 };
const end = 12;
const servicePack = { ".": 13, "-": 15 };
const otherWord = { ".": 14, "-": 16 };
const zeroAboveEnd = { "-": 20, ".": 22 };
const number = { "-": 21, ".": 23 };

/** Splits at dots, dashes and every change between digits and letters; the latter counts as a dash. */
function tokens(version: string): Token[] {
  const list: Token[] = [];
  let separator: "." | "-" = ".";
  const pieces = version.toLowerCase().match(/\d+|[^\d.-]+|[.-]/g) ?? [];
  let isOpen = true;
  for (const [index, piece] of pieces.entries()) {
    if (piece === "." || piece === "-") {
      if (isOpen) list.push({ separator, text: "0", isNumber: true });
      separator = piece;
      isOpen = true;
      continue;
    }
    const isNumber = /^\d/.test(piece);
    if (!isOpen) separator = "-";
    const isShort = /^\d/.test(pieces[index + 1] ?? "");
    const text = isNumber ? piece.replace(/^0+(?=\d)/, "") : ((isShort ? shortAliases.get(piece) : undefined) ?? aliases.get(piece) ?? piece);
    list.push({ separator, text, isNumber });
    isOpen = false;
  }
  return list;
}

const isNull = (token: Token | undefined): boolean => token !== undefined && (token.isNumber ? token.text === "0" : releaseWords.has(token.text));

/** Drops zeros and release words at the end and in front of every dash, as they mean nothing there. */
function trimmed(list: Token[]): Token[] {
  const kept: Token[] = [];
  for (let i = list.length - 1; i >= 0; i--) {
    const token = list[i];
    if (token === undefined) continue;
    const next = kept.at(-1);
    const isBoundary = next === undefined || next.separator === "-";
    if (!isBoundary || !isNull(token) || i === 0) kept.push(token);
  }
  return kept.reverse();
}

// What build files say in place of a version. Other words are qualifiers and sort below every number.
const notVersions = new Set(["latest", "release", "unspecified", "unknown", "undefined", "head", "main", "master", "trunk"]);

const isBelowEnd = (token: Token): boolean => !token.isNumber && ranks.has(token.text);

/**
 * Order of Maven's version order specification (ComparableVersion of Maven 3). Where that order is not transitive (a zero
 * followed by an alpha against a service pack), the key takes the side that keeps `1.0.alpha` below `1`.
 */
export function mavenKey(version: string): Buffer | null {
  const text = version.trim();
  if (text.length > 500 || !/^\w[\w.+~:-]*$/.test(text) || notVersions.has(text.toLowerCase())) return null;
  const list = trimmed(tokens(text));
  const key = new KeyWriter();
  for (const [index, token] of list.entries()) {
    if (isNull(token)) {
      const decisive = list.slice(index + 1).find((later) => !isNull(later));
      if (decisive === undefined) break;
      key.mark(isBelowEnd(decisive) ? zeroBelowEnd[token.separator] : zeroAboveEnd[token.separator]);
    } else if (token.isNumber) key.mark(number[token.separator]).number(token.text);
    else if (token.text === "sp") key.mark(servicePack[token.separator]);
    else {
      const rank = ranks.get(token.text);
      if (rank === undefined) key.mark(otherWord[token.separator]).text(token.text);
      else key.mark(preRelease[token.separator]).mark(rank);
    }
  }
  return key.mark(end).finish();
}
