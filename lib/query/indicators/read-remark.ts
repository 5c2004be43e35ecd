import { anywhere, type Claim, type Note, partOf, type Reading, read } from "./claim";
import { readSentence } from "./read-sentence";

const namedVersion = /[\w.~-](?:@(?:npm:)?|==?)v?\d|[\w.~-]:v?\d+\.\d|pkg:\w+\//i;
const anyVersion = /\d\.\d+\.\d|\bv\d+\.\d|@v?\d|\bversions? \d/i;
// "safe: name@1.0.1" names what is not to be looked for.
const wellAgain =
  /\b(?:fix(?:ed|es)?|patch(?:ed|es)?|safe|clean|good|unaffected|not (?:affected|compromised|malicious|vulnerable)|(?:up|down)grade|update to|roll(?:ed)? ?back|revert(?:ed)?|instead)\b/i;

/** Reads the remark behind an entry: one that names packages with versions is part of the entry, one with versions alone is noted. */
export function withRemark(reading: Reading, remark: string, entry: string): Reading {
  const found = claimsOfRemark(remark);
  if (found !== null && found.claims.length > 0) {
    if (reading.kind === "refused") return read(found.claims, [partOf(entry), ...found.notes]);
    return read([...reading.claims, ...found.claims], [...reading.notes, ...found.notes]);
  }
  if (reading.kind === "refused" || !anyVersion.test(remark)) return reading;
  return read(reading.claims, [...reading.notes, partOf(remark.trim())]);
}

/** The packages with versions that a remark names; null for none. */
export function claimsOfRemark(remark: string): { claims: Claim[]; notes: Note[] } | null {
  if (!namedVersion.test(remark) || wellAgain.test(remark)) return null;
  const reading = readSentence(remark, anywhere);
  if (reading?.kind !== "read") return null;
  const claims = reading.claims.filter((claim) => claim.kind === "package" && !claim.isBare);
  return claims.length === 0 ? null : { claims, notes: reading.notes };
}
