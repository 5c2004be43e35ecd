import { KeyWriter } from "./key-writer";

/** The parts of a PEP 440 version, numbers as digits. */
export type Pep440Parts = {
  epoch: string;
  release: string[];
  pre: { phase: "a" | "b" | "rc"; number: string } | null;
  post: string | null;
  dev: string | null;
  local: string[];
};

// PEP 440, appendix B. Every repetition is over disjoint characters, so matching is linear.
const shape =
  /^v?(?:(\d+)!)?(\d+(?:\.\d+)*)(?:[-_.]?(alpha|a|beta|b|preview|pre|c|rc)[-_.]?(\d*))?(?:-(\d+)|[-_.]?(post|rev|r)[-_.]?(\d*))?(?:[-_.]?(dev)[-_.]?(\d*))?(?:\+([a-z0-9]+(?:[-_.][a-z0-9]+)*))?$/;

const phases: Record<string, "a" | "b" | "rc"> = { alpha: "a", a: "a", beta: "b", b: "b", preview: "rc", pre: "rc", c: "rc", rc: "rc" };

/** Reads one version as PEP 440 does, or null when it is none (legacy versions have no order there either). */
export function readPep440(text: string): Pep440Parts | null {
  if (text.length > 500) return null;
  const found = shape.exec(text.trim().toLowerCase());
  if (!found) return null;
  const [, epoch, release = "0", preWord, preNumber, implicitPost, postWord, postNumber, devWord, devNumber, local] = found;
  const phase = preWord === undefined ? undefined : phases[preWord];
  return {
    epoch: epoch ?? "0",
    release: release.split("."),
    pre: phase === undefined ? null : { phase, number: preNumber || "0" },
    post: implicitPost ?? (postWord === undefined ? null : postNumber || "0"),
    dev: devWord === undefined ? null : devNumber || "0",
    local: local === undefined ? [] : local.split(/[-_.]/),
  };
}

const end = 1;
const releaseNumber = 2;
// A development release of the version itself stands below its alphas, the version itself above its candidates.
const preMarks = { devOnly: 1, a: 2, b: 3, rc: 4, none: 5 } as const;
const noPost = 1;
const hasPost = 2;
const hasDev = 1;
const noDev = 2;
const localText = 2;
const localNumber = 3;

/** Writes everything up to and with the pre-release. */
export function writeUpToPre(key: KeyWriter, parts: Pep440Parts): KeyWriter {
  key.number(parts.epoch);
  let length = parts.release.length;
  while (length > 1 && /^0*$/.test(parts.release[length - 1] ?? "")) length--;
  for (const number of parts.release.slice(0, length)) key.mark(releaseNumber).number(number);
  key.mark(end);
  if (parts.pre) return key.mark(preMarks[parts.pre.phase]).number(parts.pre.number);
  return key.mark(parts.post === null && parts.dev !== null ? preMarks.devOnly : preMarks.none);
}

/** Writes the public version: everything but the local part. */
export function writePublic(key: KeyWriter, parts: Pep440Parts): KeyWriter {
  writeUpToPre(key, parts);
  if (parts.post === null) key.mark(noPost);
  else key.mark(hasPost).number(parts.post);
  return parts.dev === null ? key.mark(noDev) : key.mark(hasDev).number(parts.dev);
}

/** Order of PEP 440. */
export function pep440Key(version: string): Buffer | null {
  const parts = readPep440(version);
  if (parts === null) return null;
  const key = writePublic(new KeyWriter(), parts);
  for (const segment of parts.local) {
    if (/^\d+$/.test(segment)) key.mark(localNumber).number(segment);
    else key.mark(localText).text(segment);
  }
  return key.mark(end).finish();
}
