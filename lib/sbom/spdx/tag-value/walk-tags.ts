import { WhereinError } from "@/lib/errors";

/** One `Tag: value` of a document, or `tag: null` for a line that is neither a tag, a comment nor blank. Lines count from 1. */
export type TaggedValue = { tag: string | null; value: string; line: number };

const tagPattern = /^[ \t]*([A-Za-z][\w-]{0,60})[ \t]*:/;
const opening = "<text>";
const closing = "</text>";

/**
 * The tagged values of an SPDX tag-value document, in order (SPDX 2.3, annex H). A value in `<text>` may span lines and is
 * kept as it stands between the marks; others are trimmed. Lines end in LF, CRLF or CR. Throws `invalid`
 * (`document_truncated`) with the line where a `<text>` opens that never ends.
 */
export function* walkTags(text: string): Generator<TaggedValue> {
  const nextBreak = toBreakFinder(text);
  let line = 1;
  for (let at = 0; at < text.length; ) {
    const { end, next } = nextBreak(at);
    const content = text.slice(at, end);
    const match = tagPattern.exec(content);
    const start = at + (match?.[0].length ?? 0);
    const here = line;
    at = next;
    line += 1;
    if (match === null) {
      const bare = content.trim();
      if (bare !== "" && !bare.startsWith("#")) yield { tag: null, value: bare, line: here };
      continue;
    }
    const tag = match[1] as string;
    const value = text.slice(start, end).trim();
    if (!value.startsWith(opening)) {
      yield { tag, value, line: here };
      continue;
    }
    const textStart = text.indexOf(opening, start) + opening.length;
    const textEnd = text.indexOf(closing, textStart);
    if (textEnd < 0) throw notClosed(tag, here);
    yield { tag, value: text.slice(textStart, textEnd).replace(/\r\n?/g, "\n"), line: here };
    // What stands behind the closing mark on its line is no part of any value.
    while (at < text.length && at <= textEnd) {
      at = nextBreak(at).next;
      line += 1;
    }
  }
}

/** Finds where the line of a place ends and the next one starts. Each search goes on from the one before. */
function toBreakFinder(text: string): (from: number) => { end: number; next: number } {
  let feed = -1;
  let carriage = -1;
  const find = (char: string, from: number) => {
    const found = text.indexOf(char, from);
    return found < 0 ? text.length : found;
  };
  return (from) => {
    if (feed < from) feed = find("\n", from);
    if (carriage < from) carriage = find("\r", from);
    const end = Math.min(feed, carriage);
    return { end, next: end === carriage && feed === carriage + 1 ? feed + 1 : end + 1 };
  };
}

function notClosed(tag: string, line: number): WhereinError {
  const detail = `The text of ${tag} that opens at line ${line} with <text> is never closed with </text>, so what follows it cannot be told apart. Was the upload cut off?`;
  return new WhereinError("invalid", detail, {
    reason: "document_truncated",
    errors: [{ pointer: "", detail: `line ${line}: <text> without </text>.` }],
  });
}
