import { isRangeText, parseRange, schemeOf, versionSchemes } from "@/lib/versions";
import type { WantedVersion } from "./question";
import { isShielded, unshield } from "./scan-tokens";

/** What a version text asks for: a range with its blanks tidied, an exact version, or any. Quoted text is exact. */
export function wantedVersion(text: string): WantedVersion {
  if (isShielded(text)) return { kind: "exact", text: unshield(text) };
  if (text === "" || text === "*") return { kind: "any" };
  if (!isRangeText(text)) return exactly(text);
  const tidy = text
    .replace(/\s*\|\|?\s*/g, "||")
    .replace(/\|\|(?=[<>=~^!]{0,3}v?\d|[*([])/g, " || ")
    .replace(/\s*,\s*/g, ",")
    .replace(/([<>=!~^])\s+/g, "$1")
    .replace(/\s+/g, " ")
    .trim();
  // Blanks between the signs of one comparator looked like two.
  return isRangeText(tidy) ? { kind: "range", text: tidy } : exactly(tidy);
}

function exactly(text: string): WantedVersion {
  return { kind: "exact", text: text.replace(/^\s*=+\s*/, "") };
}

/** Why no scheme that may apply can read the range; null when one can, or when the ecosystem has no order yet. */
export function rangeProblem(ecosystem: string | null, text: string): string | null {
  const scheme = ecosystem === null ? null : schemeOf(ecosystem);
  if (ecosystem !== null && scheme === null) return null;
  let detail: string | null = null;
  for (const each of scheme ? [scheme] : versionSchemes) {
    const range = parseRange(each, text);
    if (range.kind === "range") return null;
    detail ??= range.detail;
  }
  return detail;
}
