const space = /[ \t\n\r]*/y;
const scalar = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y;
/** The beginning of a scalar, or the rest of a number, that the end of the text cuts off. */
const cutScalar = /(?:-|[.eE][+-]?|tr?u?|fa?l?s?|nu?l?)$/y;
const wholeEscape = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y;
const cutEscape = /\\(?:u[0-9a-fA-F]{0,3})?$/y;

/** What may come next. */
type Expected = "value" | "value or ]" | "name" | "name or }" | ":" | ", or end";

/**
 * Where a text stops being JSON (RFC 8259), as an offset in UTF-16 code units, and whether all that is wrong is that it
 * ends there. For a text that `JSON.parse` refused: its messages name no offset in every version of Node.js.
 */
export function findJsonFault(text: string): { offset: number; isTruncated: boolean } {
  const open: string[] = [];
  let expected: Expected = "value";
  let at = 0;
  const matchEnd = (pattern: RegExp): number => {
    pattern.lastIndex = at;
    return pattern.test(text) ? pattern.lastIndex : at;
  };
  for (;;) {
    at = matchEnd(space);
    const isWhole = open.length === 0 && expected === ", or end";
    if (at === text.length) return { offset: at, isTruncated: !isWhole };
    const char = text[at] as string;
    if (expected === ", or end") {
      const container = open[open.length - 1];
      if (char === "," && container !== undefined) expected = container === "{" ? "name" : "value";
      else if ((char === "}" && container === "{") || (char === "]" && container === "[")) open.pop();
      else return faultAt(text, at);
      at += 1;
    } else if (expected === ":") {
      if (char !== ":") return { offset: at, isTruncated: false };
      expected = "value";
      at += 1;
    } else if ((char === "]" && expected === "value or ]") || (char === "}" && expected === "name or }")) {
      open.pop();
      expected = ", or end";
      at += 1;
    } else if ((char === "{" || char === "[") && expected.startsWith("value")) {
      open.push(char);
      expected = char === "{" ? "name or }" : "value or ]";
      at += 1;
    } else {
      const isName = expected.startsWith("name");
      if (char === '"') {
        const string = scanString(text, at);
        if (!string.isWhole) return { offset: string.end, isTruncated: string.end === text.length };
        at = string.end;
      } else {
        const end = isName ? at : matchEnd(scalar);
        if (end === at) return isName ? { offset: at, isTruncated: false } : faultAt(text, at);
        at = end;
      }
      expected = isName ? ":" : ", or end";
    }
  }
}

function faultAt(text: string, at: number): { offset: number; isTruncated: boolean } {
  cutScalar.lastIndex = at;
  return cutScalar.test(text) ? { offset: text.length, isTruncated: true } : { offset: at, isTruncated: false };
}

/** The end of the string that starts at `start`, or the place of the fault in it. A loop, since a string may be very long. */
function scanString(text: string, start: number): { end: number; isWhole: boolean } {
  let at = start + 1;
  while (at < text.length) {
    const code = text.charCodeAt(at);
    if (code === 0x22) return { end: at + 1, isWhole: true };
    if (code < 0x20) return { end: at, isWhole: false };
    if (code !== 0x5c) {
      at += 1;
      continue;
    }
    wholeEscape.lastIndex = at;
    if (!wholeEscape.test(text)) {
      cutEscape.lastIndex = at;
      return { end: cutEscape.test(text) ? text.length : at, isWhole: false };
    }
    at = wholeEscape.lastIndex;
  }
  return { end: text.length, isWhole: false };
}
