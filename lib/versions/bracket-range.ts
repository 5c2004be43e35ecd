import { boundKey } from "./comparator";
import { type KeyInterval, point } from "./interval";
import type { VersionScheme } from "./scheme";
import { UnreadableRange } from "./unreadable-range";

const shape = /[\s,]*([[(])\s*([^\s,()[\]]*)\s*(?:(,)\s*([^\s,()[\]]*)\s*)?([\])])/y;

/** True for Maven's and NuGet's interval notation: `[1,2)`, `(,1.0]`, `[1.5]`. */
export function isBracketRange(text: string): boolean {
  return /^\s*[[(]/.test(text);
}

/** The union of intervals in brackets, joined by commas. Throws UnreadableRange. */
export function bracketIntervals(scheme: VersionScheme, text: string): KeyInterval[] {
  const found: KeyInterval[] = [];
  shape.lastIndex = 0;
  while (shape.lastIndex < text.length) {
    const from = shape.lastIndex;
    const match = shape.exec(text);
    if (match === null) {
      if (text.slice(from).trim() === "") break;
      throw new UnreadableRange("range_unreadable", `An interval such as [1.0,2.0) is expected at "${text.slice(from).trim()}".`);
    }
    const [, open, low = "", comma, high = "", close] = match;
    if (comma === undefined) {
      if (low === "" || open !== "[" || close !== "]") throw new UnreadableRange("range_unreadable", "One version stands in square brackets: [1.5].");
      found.push(point(boundKey(scheme, low)));
      continue;
    }
    found.push({
      lo: low === "" ? null : boundKey(scheme, low),
      loInclusive: open === "[",
      hi: high === "" ? null : boundKey(scheme, high),
      hiInclusive: close === "]",
    });
  }
  return found;
}
