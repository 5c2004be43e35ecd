import { KeyWriter } from "./key-writer";

const danglingDot = 0;
const end = 1;
const emptyNumber = 2;
const zeroLed = 3;
const numeric = 4;
const noLetters = 1;
const letters = 2;
// Below "no suffix" the pre-releases, above it what follows a release.
const suffixes: Record<string, number> = { alpha: 1, beta: 2, pre: 3, rc: 4, cvs: 6, svn: 7, git: 8, hg: 9, p: 10 };
const unknownSuffix = 0;
const noSuffix = 5;
const invalidTail = 1;
const noRevision = 2;
const revision = 3;

// Wider than what apk calls valid, as apk itself orders invalid versions too: 6.4.2p1, 1.2_foo, 1..2, 1.0-beta.
const shape = /^([\d.]*)([A-Za-z]*)(\d*)((?:_[a-z]+\d*)*)(?:~[0-9a-f]+)?(?:-r(\d*)(-.*)?|(-.*))?$/;

/** Order of apk-tools: numbers, letters, suffixes, revision. Later numbers with a leading zero compare as fractions. */
export function apkKey(version: string): Buffer | null {
  const text = version.trim();
  if (text === "" || text.length > 500) return null;
  const found = shape.exec(text);
  if (!found) return null;
  const [, numbers = "", word = "", wordNumber = "", suffixText = "", revisionText, afterRevision, tail] = found;
  // One letter can be a version, a word (`latest`, `edge`) is a tag.
  if (numbers === "" && word.length !== 1) return null;
  const key = new KeyWriter();
  const isDangling = numbers.length > 1 && numbers.endsWith(".");
  for (const [index, number] of (isDangling ? numbers.slice(0, -1) : numbers).split(".").entries()) {
    if (number === "") key.mark(emptyNumber);
    else if (index > 0 && number.startsWith("0")) key.mark(zeroLed).text(number);
    else key.mark(numeric).number(number);
  }
  key.mark(isDangling ? danglingDot : end);
  if (word === "") key.mark(noLetters);
  else key.mark(letters).text(word).number(wordNumber);
  for (const [, name = "", number = ""] of suffixText.matchAll(/_([a-z]+)(\d*)/g)) {
    key.mark(suffixes[name] ?? unknownSuffix).number(number);
  }
  key.mark(noSuffix);
  if (tail !== undefined) return key.mark(invalidTail).finish();
  if (revisionText === undefined) return key.mark(noRevision).finish();
  return key
    .mark(revision)
    .number(revisionText)
    .mark(afterRevision === undefined ? 2 : 1)
    .finish();
}
