/** Longest text that is read as a purl. */
export const purlLengthMax = 4_096;

/** The text without slashes at its end, in linear time. */
export function withoutSlashesAtEnd(text: string): string {
  let end = text.length;
  while (end > 0 && text.charCodeAt(end - 1) === 47) end--;
  return text.slice(0, end);
}

/** Percent-decoded text, or null when the escapes are not valid UTF-8. */
export function decodePercent(text: string): string | null {
  if (!text.includes("%")) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}

// The specification leaves A-Z a-z 0-9 . - _ ~ and ":" as they are; everything else is encoded.
const reserved = /[!'()*]/g;

/** Percent-encoded as the purl specification asks: the colon stays, the slash does not. Lone surrogates become U+FFFD. */
export function encodePercent(text: string): string {
  return encodeURIComponent(replaceLoneSurrogates(text))
    .replace(reserved, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`)
    .replaceAll("%3A", ":");
}

// In Unicode mode a surrogate that is half of a pair does not match.
const loneSurrogates = /\p{Surrogate}/gu;

/** The text with every lone surrogate replaced by U+FFFD: neither UTF-8 nor PostgreSQL can hold one. */
export function replaceLoneSurrogates(text: string): string {
  return text.replace(loneSurrogates, "\ufffd");
}
