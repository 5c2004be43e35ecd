import { cleanText, readTimestamp } from "./text";
import type { WarningSink } from "./warnings";

/** What the head of a document says of itself and of its subject. */
export type BomHead = {
  specVersion: string;
  serialNumber: string | null;
  generator: string | null;
  createdAt: string | null;
};

const headTextLengthMax = 1000;

/** A text of the head, cleaned and cut to a sane length; null when absent or not a text. */
export function headText(value: unknown, pointer: () => string, sink: WarningSink): string | null {
  if (value === undefined || value === null || value === "") return null;
  if (typeof value !== "string") {
    sink.add("not_a_text", pointer);
    return null;
  }
  const clean = cleanText(value);
  if (clean !== value) sink.add("text_cleaned", pointer);
  if (clean.length <= headTextLengthMax) return clean;
  sink.add("text_shortened", pointer);
  return cleanText(clean.slice(0, headTextLengthMax));
}

/** The time stamp at `pointer` as ISO 8601 UTC; null, with a warning, when it cannot be read. */
export function headTimestamp(value: unknown, pointer: () => string, sink: WarningSink): string | null {
  if (value === undefined || value === null) return null;
  const time = typeof value === "string" ? readTimestamp(value) : null;
  if (time === null) sink.add("timestamp_unreadable", pointer);
  return time;
}
