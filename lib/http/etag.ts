import { createHash } from "node:crypto";

// Beyond this the hash would cost more than the bytes it may save.
const etagCharsMax = 262_144;

/** A weak ETag of a text, or null when it is too long to be worth one. */
export function etagOf(text: string): string | null {
  return text.length > etagCharsMax ? null : `W/"${createHash("sha1").update(text).digest("base64url")}"`;
}

/** Whether an `If-None-Match` header names this ETag (weak comparison, RFC 9110 section 13.1.2). */
export function matchesEtag(header: string | null, etag: string): boolean {
  if (header === null) return false;
  const opaque = etag.replace(/^W\//, "");
  return header.split(",").some((entry) => entry.trim() === "*" || entry.trim().replace(/^W\//, "") === opaque);
}
