import type { z } from "zod";
import { WhereinError } from "@/lib/errors";

/** The opaque form of a place in a list: where the next page begins. */
export function encodeCursor(place: readonly (string | number)[]): string {
  return Buffer.from(JSON.stringify(place), "utf8").toString("base64url");
}

/**
 * The place that a cursor names, or null without one. Only the exact text that `encodeCursor` gives is accepted: any
 * other throws `invalid` with reason `cursor_invalid`.
 */
export function decodeCursor<T extends readonly (string | number)[]>(cursor: string | undefined, shape: z.ZodType<T>): T | null {
  if (cursor === undefined) return null;
  const place = shape.safeParse(parseOrNull(Buffer.from(cursor, "base64url").toString("utf8")));
  if (place.success && encodeCursor(place.data) === cursor) return place.data;
  throw new WhereinError("invalid", "The cursor does not belong to this list. Start again from the first page.", {
    reason: "cursor_invalid",
    errors: [{ pointer: "?cursor", detail: "Not a cursor of this list and this order." }],
  });
}

function parseOrNull(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
