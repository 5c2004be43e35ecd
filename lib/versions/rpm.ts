import { KeyWriter } from "./key-writer";

const tilde = 1;
const end = 2;
const caret = 3;
const letters = 4;
const digits = 5;

/** Writes one part as rpmvercmp compares it: runs of digits above runs of letters, "~" below the end, "^" just above it. */
function writePart(key: KeyWriter, part: string): void {
  for (const [segment] of part.matchAll(/~|\^|\d+|[A-Za-z]+/g)) {
    if (segment === "~") key.mark(tilde);
    else if (segment === "^") key.mark(caret);
    else if (/^\d/.test(segment)) key.mark(digits).number(segment);
    else key.mark(letters).text(segment);
  }
  key.mark(end);
}

// No RPM version holds other signs, nor starts with "^" or "~"; plain words are tags.
const notVersion = /[^\p{L}\p{N}._+~^:-]|^[\^~]|^[A-Za-z]{2,}$/u;

/** The key of epoch and version alone, which every release of that version starts with; null when it is no version. */
export function writeRpm(version: string): { key: KeyWriter; hasRelease: boolean } | null {
  const text = version.trim();
  if (text === "" || text.length > 500 || notVersion.test(text)) return null;
  const [, epoch = "0", rest = ""] = /^(?:(\d+):)?(.*)$/.exec(text) ?? [];
  const dash = rest.lastIndexOf("-");
  const upstream = dash < 0 ? rest : rest.slice(0, dash);
  const key = new KeyWriter().number(epoch);
  writePart(key, upstream);
  if (dash >= 0) writePart(key, rest.slice(dash + 1));
  return { key, hasRelease: dash >= 0 };
}

/** Order of RPM labels: epoch, version, release, each by rpmvercmp. A version without release sorts below all its releases. */
export function rpmKey(version: string): Buffer | null {
  const written = writeRpm(version);
  if (written === null) return null;
  // 0 stands below every mark, even below "~" as a release.
  return (written.hasRelease ? written.key : written.key.mark(0)).finish();
}
