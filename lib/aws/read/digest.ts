/** `sha256:` and 64 hex digits in lower case, or null. Samples of AWS's documentation have digests that are none. */
export function imageDigest(value: unknown): string | null {
  if (typeof value !== "string") return null;
  const digest = value.trim().toLowerCase();
  return /^sha256:[0-9a-f]{64}$/.test(digest) ? digest : null;
}

/** The digest of a function's code, which Lambda writes as base64 of 32 bytes, in the same form. */
export function codeDigest(value: unknown): string | null {
  if (typeof value !== "string") return null;
  const text = value.trim();
  if (/^[A-Za-z0-9+/]{43}=$/.test(text)) return `sha256:${Buffer.from(text, "base64").toString("hex")}`;
  return imageDigest(/^[0-9a-f]{64}$/i.test(text) ? `sha256:${text}` : text);
}

/** The digest at the end of an image's ARN or of a reference to an image (`name@sha256:...`), or null. */
export function digestAtEnd(value: unknown): string | null {
  if (typeof value !== "string") return null;
  return imageDigest(/[/@](sha256:[0-9a-f]{64})$/i.exec(value.slice(-80))?.[1]);
}
