import { KeyWriter } from "./key-writer";
import { isPrerelease, numericIdentifier, readSemver, textIdentifier, writeIdentifier, writeNumbers, writeSemver } from "./semver";

/** The numbers of a NuGet version as `writeNumbers` takes them; null when there are more than four. */
function fourNumbers(numbers: readonly string[]): { numbers: [string, string, string]; extra: string[] } | null {
  const [major = "0", minor = "0", patch = "0", ...extra] = numbers;
  return extra.length > 1 ? null : { numbers: [major, minor, patch], extra };
}

/** Order of NuGet.Versioning: up to four numbers, then labels without regard to case. Build metadata has no order. */
export function nugetKey(version: string): Buffer | null {
  const parts = readSemver(version.toLowerCase());
  return parts === null || parts.extra.length > 1 ? null : writeSemver(new KeyWriter(), parts).finish();
}

/** What the keys of all versions with these numbers begin with, pre-releases first; null when they are not four at most. */
export function nugetStem(numbers: readonly string[]): Buffer | null {
  const parts = fourNumbers(numbers);
  return parts && writeNumbers(new KeyWriter(), parts).finish();
}

/**
 * The keys of all pre-releases of these numbers whose label begins with `label`: at or above `from`, and all that begin with `stem`.
 * Null when the label ends within a number, as numbers have no order by their first digits.
 */
export function nugetLabels(numbers: readonly string[], label: string): { from: Buffer; stem: Buffer } | null {
  const parts = fourNumbers(numbers);
  if (parts === null || numbers.includes("")) return null;
  const identifiers = label.toLowerCase().split(".");
  const last = identifiers.pop() ?? "";
  if (identifiers.includes("") || /^\d+$/.test(last)) return null;
  const key = writeNumbers(new KeyWriter(), parts).mark(isPrerelease);
  for (const identifier of identifiers) writeIdentifier(key, identifier);
  if (last !== "") key.mark(textIdentifier);
  const written = key.finish();
  if (written === null) return null;
  const stem = Buffer.concat([written, Buffer.from(last)]);
  // `beta.*` asks for one more identifier, which the label `beta` does not have.
  return { stem, from: last === "" ? Buffer.concat([stem, Buffer.of(numericIdentifier)]) : stem };
}
