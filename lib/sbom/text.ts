import { Buffer } from "node:buffer";

/** Limits of what is stored and indexed, in UTF-8 bytes. */
export const nameBytesMax = 1000;
export const versionBytesMax = 500;

const loneSurrogates = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;
const suspicious = /[\0\ud800-\udfff]/;

/**
 * The text without NUL and without lone surrogates, neither of which PostgreSQL can store. Returns the same string
 * when there is nothing to remove, so that callers can tell by comparing.
 */
export function cleanText(text: string): string {
  if (!suspicious.test(text)) return text;
  return text.replaceAll("\0", "").replace(loneSurrogates, "");
}

/** True when the text takes more than `bytesMax` bytes in UTF-8. */
export function exceedsBytes(text: string, bytesMax: number): boolean {
  if (text.length > bytesMax) return true;
  if (text.length * 3 <= bytesMax) return false;
  return Buffer.byteLength(text, "utf8") > bytesMax;
}

const isoTime = /^(\d{4})-(\d\d)-(\d\d)[Tt ](\d\d):(\d\d)(?::(\d\d)(?:[.,](\d{1,12}))?)?\s*(Z|z|UTC|[+-]\d\d:?\d\d)?$/;

/** A document's time stamp as ISO 8601 UTC with milliseconds, or null. A time without a zone is taken as UTC. */
export function readTimestamp(text: string): string | null {
  const match = isoTime.exec(text.trim());
  if (match === null) return null;
  const [, year, month, day, hour, minute, second = "00", fraction = "", zone = "Z"] = match;
  const offset = /^[+-]/.test(zone) ? `${zone.slice(0, 3)}:${zone.slice(-2)}` : "Z";
  const date = new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}.${fraction.padEnd(3, "0").slice(0, 3)}${offset}`);
  if (Number.isNaN(date.getTime()) || date.getUTCFullYear() < 1970 || date.getUTCFullYear() > 9999) return null;
  return date.toISOString();
}
