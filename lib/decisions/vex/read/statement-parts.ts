import { isObject, type JsonObject, textOf } from "@/lib/sbom/json";
import { cleanText, readTimestamp } from "@/lib/sbom/text";
import type { Justification } from "../../words";
import type { VexFaults } from "./faults";
import { vexDetailLengthMax, vexNameLengthMax, vexNamesMax, vexUrlLengthMax } from "./limits";
import type { VexStatement } from "./model";

export type Pointer = () => string;

/** A time in ms since 1970, or null, with a fault where there is one that cannot be read. */
export function timeOf(value: unknown, faults: VexFaults, pointer: Pointer): number | null {
  if (value === undefined || value === null) return null;
  const iso = typeof value === "string" ? readTimestamp(value) : null;
  if (iso === null) faults.add("timestamp_unreadable", pointer);
  return iso === null ? null : Date.parse(iso);
}

/** A text or number of a document's head, as long as is kept of one; else null. */
export function headText(value: unknown): string | null {
  const text = typeof value === "number" ? String(value) : textOf(value);
  return text === null ? null : cleanText(text.slice(0, headLengthMax)).trim() || null;
}

const headLengthMax = 500;

/** Ids of a vulnerability, each once and the first in front. */
export function namesOf(values: readonly unknown[], faults: VexFaults, pointer: Pointer): string[] {
  const names = new Set<string>();
  for (const value of values) {
    if (value === undefined || value === null || value === "") continue;
    const name = typeof value === "string" ? cleanText(value).trim() : "";
    if (name === "" || name.length > vexNameLengthMax) faults.add("vulnerability_unreadable", pointer);
    else if (names.size === vexNamesMax) {
      faults.add("too_many_names", pointer);
      break;
    } else names.add(name);
  }
  return [...names];
}

/** Texts one below the other, cut where they are too long; null where there is none. */
export function detailOf(texts: readonly unknown[], faults: VexFaults, pointer: Pointer): string | null {
  const parts = texts.flatMap((text) => (textOf(text) === null ? [] : [cleanText(String(text)).trim()])).filter(Boolean);
  const detail = [...new Set(parts)].join("\n");
  if (detail.length <= vexDetailLengthMax) return detail || null;
  faults.add("detail_shortened", pointer);
  return cleanText(detail.slice(0, vexDetailLengthMax));
}

/** The address of what proves it, where it is one of the web; else null. */
export function urlOf(value: unknown, faults: VexFaults, pointer: Pointer): string | null {
  const text = textOf(value);
  if (text === null) return null;
  const isWeb = text.length <= vexUrlLengthMax && /^https?:\/\//i.test(text) && URL.canParse(text) && cleanText(text) === text;
  if (!isWeb) faults.add("url_unreadable", pointer);
  return isWeb ? text : null;
}

type Reasons = Pick<VexStatement, "status" | "justification" | "detail">;

/**
 * A status with its justification and detail: the justification is kept where it belongs, else as text, and what is not affected for no reason says so.
 * `word` is what the document writes, `known` the same in our words.
 */
export function reasonsOf(
  given: { status: VexStatement["status"]; word: string | null; known: Justification | null; detail: string | null },
  faults: VexFaults,
  pointer: Pointer,
): Reasons {
  const { status, word, known, detail } = given;
  const isOwn = status === "not_affected";
  if (word !== null && known === null) faults.add("justification_unknown", pointer);
  if (word !== null && known !== null && !isOwn) faults.add("justification_misplaced", pointer);
  const asText = word !== null && (known === null || !isOwn) ? cleanText(word).slice(0, 1_000) : null;
  const whole = [asText, detail].filter((text) => text !== null).join("\n") || null;
  const justification = isOwn ? known : null;
  if (!isOwn || justification !== null || whole !== null) return { status, justification, detail: whole };
  faults.add("justification_missing", pointer);
  return { status, justification, detail: "The document gives no reason." };
}

/** The objects of a list, each with its place; what is none is a fault. */
export function* objectsOf(value: unknown, faults: VexFaults, pointer: string): Generator<[JsonObject, string]> {
  if (value === undefined || value === null) return;
  if (!Array.isArray(value)) {
    faults.add("not_a_list", () => pointer);
    return;
  }
  for (const [i, item] of value.entries()) {
    const at = `${pointer}/${i}`;
    if (isObject(item)) yield [item, at];
    else faults.add("not_an_object", () => at);
  }
}
