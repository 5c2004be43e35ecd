import { KeyWriter } from "./key-writer";

/** The parts of a SemVer-family version. Missing minor and patch are "0"; `extra` are numbers after the third. */
export type SemverParts = { numbers: [string, string, string]; extra: string[]; prerelease: string[] };

// As npm's loose reading: a leading "v" or "=", missing parts, and a pre-release without its dash (1.0.0beta).
const shape = /^[v=\s]{0,3}(\d+)(?:\.(\d+))?(?:\.(\d+))?((?:\.\d+)*)(?:-([0-9A-Za-z_.~-]+)|([A-Za-z][0-9A-Za-z_.~-]*))?(?:\+[^\s]*)?$/;

/** Reads one version, or null when it is none (a git hash, `latest`, a range). Build metadata is left out: it has no order. */
export function readSemver(text: string): SemverParts | null {
  if (text.length > 500) return null;
  const found = shape.exec(text.trim());
  if (!found) return null;
  const [, major = "0", minor, patch, rest = "", dashed, loose] = found;
  // Without a dot, digits and letters are more likely a commit hash than a loose pre-release.
  if (loose !== undefined && minor === undefined) return null;
  const prerelease = (dashed ?? loose ?? "").split(".");
  if ((dashed ?? loose) !== undefined && prerelease.includes("")) return null;
  return {
    numbers: [major, minor ?? "0", patch ?? "0"],
    extra: rest.split(".").slice(1),
    prerelease: dashed === undefined && loose === undefined ? [] : prerelease,
  };
}

const endOfNumbers = 1;
const oneMoreNumber = 2;
const isPrerelease = 1;
const isRelease = 2;
const endOfPrerelease = 1;
const numericIdentifier = 2;
const textIdentifier = 3;

/** Order of SemVer 2.0.0, clause 11, for numbers of any size. Four-part versions sort behind their first three parts. */
export function semverKey(version: string): Buffer | null {
  const parts = readSemver(version);
  if (parts === null) return null;
  const key = new KeyWriter();
  for (const number of parts.numbers) key.number(number);
  let extra = parts.extra.length;
  while (extra > 0 && /^0*$/.test(parts.extra[extra - 1] ?? "")) extra--;
  for (const number of parts.extra.slice(0, extra)) key.mark(oneMoreNumber).number(number);
  key.mark(endOfNumbers);
  if (parts.prerelease.length === 0) return key.mark(isRelease).finish();
  key.mark(isPrerelease);
  for (const identifier of parts.prerelease) {
    if (/^\d+$/.test(identifier)) key.mark(numericIdentifier).number(identifier);
    else key.mark(textIdentifier).text(identifier);
  }
  return key.mark(endOfPrerelease).finish();
}
