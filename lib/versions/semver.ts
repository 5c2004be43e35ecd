import { KeyWriter } from "./key-writer";

/** The parts of a SemVer-family version. Missing minor and patch are "0"; `extra` are numbers after the third. */
export type SemverParts = { numbers: [string, string, string]; extra: string[]; prerelease: string[]; build: string[] };

// As npm's loose reading: a leading "v" or "=", missing parts, and a pre-release without its dash (1.0.0beta).
const shape = /^[v=\s]{0,3}(\d+)(?:\.(\d+))?(?:\.(\d+))?((?:\.\d+)*)(?:-([0-9A-Za-z_.~-]+)|([A-Za-z][0-9A-Za-z_.~-]*))?(?:\+([^\s]*))?$/;

/** Reads one version, or null when it is none (a git hash, `latest`, a range). SemVer itself gives build metadata no order. */
export function readSemver(text: string): SemverParts | null {
  if (text.length > 500) return null;
  const found = shape.exec(text.trim());
  if (!found) return null;
  const [, major = "0", minor, patch, rest = "", dashed, loose, build] = found;
  // Without a dot, digits and letters are more likely a commit hash than a loose pre-release.
  if (loose !== undefined && minor === undefined) return null;
  const prerelease = (dashed ?? loose ?? "").split(".");
  if ((dashed ?? loose) !== undefined && prerelease.includes("")) return null;
  return {
    numbers: [major, minor ?? "0", patch ?? "0"],
    extra: rest.split(".").slice(1),
    prerelease: dashed === undefined && loose === undefined ? [] : prerelease,
    build: build ? build.split(".") : [],
  };
}

const endOfNumbers = 1;
const oneMoreNumber = 2;
export const isPrerelease = 1;
const isRelease = 2;
const endOfIdentifiers = 1;
export const numericIdentifier = 2;
export const textIdentifier = 3;

/** Writes one identifier as clause 11 compares it: a number stands below text. */
export function writeIdentifier(key: KeyWriter, identifier: string): KeyWriter {
  return /^\d+$/.test(identifier) ? key.mark(numericIdentifier).number(identifier) : key.mark(textIdentifier).text(identifier);
}

/** Writes a list of identifiers: a shorter one stands below what it begins. */
export function writeIdentifiers(key: KeyWriter, identifiers: readonly string[]): KeyWriter {
  for (const identifier of identifiers) writeIdentifier(key, identifier);
  return key.mark(endOfIdentifiers);
}

/** Writes the numbers: three of them, and more down to the last that is not zero. */
export function writeNumbers(key: KeyWriter, { numbers, extra }: Pick<SemverParts, "numbers" | "extra">): KeyWriter {
  for (const number of numbers) key.number(number);
  let length = extra.length;
  while (length > 0 && /^0*$/.test(extra[length - 1] ?? "")) length--;
  for (const number of extra.slice(0, length)) key.mark(oneMoreNumber).number(number);
  return key.mark(endOfNumbers);
}

/** Writes all but the build metadata. */
export function writeSemver(key: KeyWriter, parts: SemverParts): KeyWriter {
  writeNumbers(key, parts);
  return parts.prerelease.length === 0 ? key.mark(isRelease) : writeIdentifiers(key.mark(isPrerelease), parts.prerelease);
}

/** Order of SemVer 2.0.0, clause 11, for numbers of any size. Four-part versions sort behind their first three parts. */
export function semverKey(version: string): Buffer | null {
  const parts = readSemver(version);
  return parts && writeSemver(new KeyWriter(), parts).finish();
}
