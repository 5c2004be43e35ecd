const quote = 0x22;
const backslash = 0x5c;

/** True when the value nests deeper than `levels`; goes no deeper than that itself. */
export function isDeeper(value: object, levels: number): boolean {
  if (levels < 0) return true;
  for (const item of Array.isArray(value) ? value : Object.values(value)) {
    if (typeof item === "object" && item !== null && isDeeper(item, levels - 1)) return true;
  }
  return false;
}

/** The same for JSON text that is not parsed yet: a value of a million levels is most of a gigabyte. Slower than the walk through a value. */
export function isTextDeeper(json: string, levels: number): boolean {
  let depth = -1;
  for (let at = 0; at < json.length; at++) {
    const code = json.charCodeAt(at);
    if (code === quote) {
      at = endOfString(json, at);
      if (at < 0) return false;
    } else if (code === 0x5b || code === 0x7b) {
      if (++depth > levels) return true;
    } else if (code === 0x5d || code === 0x7d) depth--;
  }
  return false;
}

/** The place of the quote that ends the string begun at `from`; -1: none does. */
function endOfString(json: string, from: number): number {
  for (let at = from + 1; at < json.length; at++) {
    const code = json.charCodeAt(at);
    if (code === quote) return at;
    if (code === backslash) at++;
  }
  return -1;
}
