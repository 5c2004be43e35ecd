import { type VersionScheme, versionKey } from "@/lib/versions";
import { versionLengthMax } from "./limits";

// Records about one package repeat its versions; made keys are kept for two generations of this many.
const generationMax = 40_000;
type Generations = { young: Map<string, Buffer | null>; old: Map<string, Buffer | null> };
const kept = new Map<VersionScheme, Generations>();

/** `versionKey`, remembered. The buffer is shared and must not be written to. */
export function keyOf(scheme: VersionScheme, version: string): Buffer | null {
  let generations = kept.get(scheme);
  if (generations === undefined) {
    generations = { young: new Map(), old: new Map() };
    kept.set(scheme, generations);
  }
  const young = generations.young.get(version);
  if (young !== undefined) return young;
  let key = generations.old.get(version);
  if (key === undefined) key = version.length > versionLengthMax ? null : versionKey(scheme, version);
  if (generations.young.size >= generationMax) {
    generations.old = generations.young;
    generations.young = new Map();
  }
  generations.young.set(version, key);
  return key;
}

/** Byte order of two keys. They are short: a loop is faster than a call out of JavaScript. */
export function compareKeys(a: Buffer, b: Buffer): number {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    const difference = (a[i] as number) - (b[i] as number);
    if (difference !== 0) return difference;
  }
  return a.length - b.length;
}
