import { KeyWriter } from "./key-writer";

// What may follow a segment, in ascending order: letters at once (1.0rc), the end, digits at once, segments behind separators.
const adjoiningLetters = 1;
const end = 2;
const adjoiningDigits = 3;
const separated = 4;
const letters = 1;
const digits = 2;

const shape = /^(?:(\d+):)?([0-9A-Za-z](?:[0-9A-Za-z._+~^@]*[0-9A-Za-z])?)(?:-(\d+(?:\.\d+)?))?$/;

/** Writes one part as alpm's rpmvercmp compares it: fewer separators below more, letters below digits. */
function writePart(key: KeyWriter, part: string): void {
  for (const [, separators = "", segment = ""] of part.matchAll(/([^0-9A-Za-z]*)(\d+|[A-Za-z]+)/g)) {
    const isNumber = /^\d/.test(segment);
    if (separators === "") key.mark(isNumber ? adjoiningDigits : adjoiningLetters);
    else
      key
        .mark(separated)
        .mark(Math.min(separators.length, 250))
        .mark(isNumber ? digits : letters);
    if (isNumber) key.number(segment);
    else key.text(segment);
  }
  key.mark(end);
}

/** The key of epoch and version alone, which every package release of that version starts with; null when it is no version. */
export function writeAlpm(version: string): { key: KeyWriter; hasRelease: boolean } | null {
  const text = version.trim();
  // A word without a digit is a tag.
  if (text.length > 500 || !/\d/.test(text)) return null;
  const [, epoch = "0", upstream, release] = shape.exec(text) ?? [];
  if (upstream === undefined) return null;
  const key = new KeyWriter().number(epoch);
  writePart(key, upstream);
  if (release !== undefined) writePart(key, release);
  return { key, hasRelease: release !== undefined };
}

/** Order of pacman's vercmp: epoch, version, package release. A version without a release sorts below all its releases. */
export function alpmKey(version: string): Buffer | null {
  const written = writeAlpm(version);
  if (written === null) return null;
  return (written.hasRelease ? written.key : written.key.mark(0)).finish();
}
