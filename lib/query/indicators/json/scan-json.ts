import { beyond, jsonDepthMax } from "../limits";

/** A value of JSON with the line that it starts in. Members keep their order and their doubles. */
export type JsonNode =
  | { kind: "string"; text: string; line: number }
  | { kind: "scalar"; text: string; line: number }
  | { kind: "array"; items: JsonNode[]; line: number }
  | { kind: "object"; members: JsonMember[]; line: number };
export type JsonMember = { key: string; line: number; value: JsonNode };
type Holder = Extract<JsonNode, { kind: "array" | "object" }>;

const scalar = /-?\d[\d.eE+-]*|true|false|null/y;

/**
 * The values of a text of JSON, several of them one behind the other too, or null when it is none. Commas too many and remarks are let
 * pass, as people write them. Throws `too_large` (`too_deep`) for nesting that no list needs.
 */
export function scanJson(text: string): JsonNode[] | null {
  const roots: JsonNode[] = [];
  const open: Holder[] = [];
  let key: { text: string; line: number } | null = null;
  let line = 1;
  let at = 0;
  const put = (node: JsonNode): boolean => {
    const holder = open.at(-1);
    if (holder === undefined) roots.push(node);
    else if (holder.kind === "array") holder.items.push(node);
    else if (key === null) return false;
    else {
      holder.members.push({ key: key.text, line: key.line, value: node });
      key = null;
    }
    return true;
  };
  while (at < text.length) {
    const char = text.charCodeAt(at);
    if (char === 10) line++;
    if (char === 10 || char === 32 || char === 44 || char === 9) {
      at++;
      continue;
    }
    if (char === 47) {
      const end = remarkEnd(text, at);
      if (end === null) return null;
      for (let each = at; each < end; each++) if (text.charCodeAt(each) === 10) line++;
      at = end;
    } else if (char === 123 || char === 91) {
      const node: Holder = char === 123 ? { kind: "object", members: [], line } : { kind: "array", items: [], line };
      if (!put(node)) return null;
      if (open.push(node) > jsonDepthMax) throw tooDeep();
      at++;
    } else if (char === 125 || char === 93) {
      const closed = open.pop();
      if (closed === undefined || (closed.kind === "object") !== (char === 125) || key !== null) return null;
      at++;
    } else {
      const token = tokenAt(text, at);
      if (token === null) return null;
      at = token.end;
      const colon = open.at(-1)?.kind === "object" && key === null ? colonAt(text, at) : null;
      if (colon !== null && token.kind === "string") {
        key = { text: token.text, line };
        for (let each = at; each < colon; each++) if (text.charCodeAt(each) === 10) line++;
        at = colon;
      } else if (!put({ kind: token.kind, text: token.text, line })) return null;
    }
  }
  return open.length === 0 && key === null && roots.length > 0 ? roots : null;
}

function tokenAt(text: string, at: number): { kind: "string" | "scalar"; text: string; end: number } | null {
  if (text.charCodeAt(at) !== 34) {
    scalar.lastIndex = at;
    const found = scalar.exec(text)?.[0];
    return found === undefined ? null : { kind: "scalar", text: found, end: at + found.length };
  }
  const found = endOfString(text, at);
  if (found === null) return null;
  const { end, isEscaped } = found;
  if (!isEscaped) return { kind: "string", text: text.slice(at + 1, end - 1), end };
  try {
    return { kind: "string", text: String(JSON.parse(text.slice(at, end))), end };
  } catch {
    return null;
  }
}

/** The offset behind a string's closing quote; a loop, because a pattern over megabytes of one string overflows the stack. */
function endOfString(text: string, at: number): { end: number; isEscaped: boolean } | null {
  let isEscaped = false;
  for (let each = at + 1; each < text.length; each++) {
    const char = text.charCodeAt(each);
    if (char === 92) {
      isEscaped = true;
      each++;
    } else if (char === 34) return { end: each + 1, isEscaped };
    else if (char === 10) return null;
  }
  return null;
}

/** The offset behind the colon that follows, or null. */
function colonAt(text: string, at: number): number | null {
  let each = at;
  while (text.charCodeAt(each) === 32 || text.charCodeAt(each) === 10 || text.charCodeAt(each) === 9) each++;
  return text.charCodeAt(each) === 58 ? each + 1 : null;
}

function remarkEnd(text: string, at: number): number | null {
  const next = text.charCodeAt(at + 1);
  if (next !== 47 && next !== 42) return null;
  const end = next === 47 ? text.indexOf("\n", at) : text.indexOf("*/", at + 2);
  return end < 0 ? (next === 47 ? text.length : null) : next === 47 ? end : end + 2;
}

const tooDeep = () => beyond("too_deep", `The list is nested more than ${jsonDepthMax} levels deep.`);

/** The value of a member by its name, the last one where there are several. */
export function memberOf(node: JsonNode, key: string): JsonNode | null {
  if (node.kind !== "object") return null;
  return node.members.findLast((member) => member.key === key)?.value ?? null;
}

/** The text of a string or scalar, "" for everything else and for null. */
export function textOf(node: JsonNode | null | undefined): string {
  return node?.kind === "string" || (node?.kind === "scalar" && node.text !== "null") ? node.text : "";
}

/** The items of an array; of everything else none. */
export const itemsOf = (node: JsonNode | null): readonly JsonNode[] => (node?.kind === "array" ? node.items : []);
