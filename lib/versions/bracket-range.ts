import type { Comparator } from "./comparator";
import { everything, intersectionOf, type KeyInterval } from "./interval";
import { UnreadableRange } from "./unreadable-range";

const shape = /[\s,]*([[(])\s*([^\s,()[\]]*)\s*(?:(,)\s*([^\s,()[\]]*)\s*)?([\])])/y;

/** True for Maven's and NuGet's interval notation: `[1,2)`, `(,1.0]`, `[1.5]`. */
export function isBracketRange(text: string): boolean {
  return /^\s*[[(]/.test(text);
}

/** The union of intervals in brackets, joined by commas; `compare` reads their bounds. Throws UnreadableRange. */
export function bracketIntervals(text: string, compare: (comparator: Comparator) => KeyInterval[]): KeyInterval[] {
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
      found.push(...compare({ operator: "=", version: low }));
      continue;
    }
    const above = low === "" ? [everything] : compare({ operator: open === "[" ? ">=" : ">", version: low });
    const below = high === "" ? [everything] : compare({ operator: close === "]" ? "<=" : "<", version: high });
    found.push(...intersectionOf(above, below));
  }
  return found;
}
