import { KeyWriter } from "./key-writer";

// Composer's VersionParser::normalize, and numbers joined by "-" as PHP's version_compare takes them. Every repetition is over
// disjoint characters or whole numbers, so matching is linear.
const shape = /^v?(\d+(?:[.-]\d+)*)(?:[._-]?(beta|b|rc|alpha|a|patch|pl|p)((?:[.-]?\d+(?!\d))*))?([._-]?dev)?(?:\+\S*)?(?:@(?:stable|rc|beta|alpha|dev))?$/i;

// What may follow a number, in ascending order: a phase in front of the release, its end, one more number, a patch.
const phases = new Map([
  ["dev", 1],
  ["alpha", 2],
  ["a", 2],
  ["beta", 3],
  ["b", 3],
  ["rc", 4],
  ["", 5],
  ["patch", 7],
  ["pl", 7],
  ["p", 7],
]);
const oneMoreNumber = 6;
const devOfPhase = 1;
const endOfPhase = 2;
const numberOfPhase = 3;

/** Composer fills up to so many numbers with zeros. */
const paddedLength = 4;

type Parts = { numbers: string[]; phase: string; counts: string[]; isDev: boolean };

function read(version: string): Parts | null {
  if (version.length > 500) return null;
  const found = shape.exec(version.trim());
  if (!found) return null;
  const [, release = "", word = "", counts = "", dev] = found;
  const isBareDev = word === "" && dev !== undefined;
  return {
    numbers: release.split(/[.-]/),
    // To version_compare, ALPHA and BETA in capitals are one word; BETA is the one that is in use.
    phase: isBareDev ? "dev" : word === "ALPHA" ? "beta" : word.toLowerCase(),
    counts: counts.match(/\d+/g) ?? [],
    isDev: dev !== undefined && !isBareDev,
  };
}

function writeNumbers(numbers: readonly string[]): KeyWriter {
  const key = new KeyWriter();
  for (const number of numbers) key.mark(oneMoreNumber).number(number);
  return key;
}

function write({ numbers, phase, counts, isDev }: Parts): Buffer | null {
  const key = writeNumbers(numbers).mark(phases.get(phase) ?? 0);
  for (const number of counts) key.mark(numberOfPhase).number(number);
  return key.mark(isDev ? devOfPhase : endOfPhase).finish();
}

/**
 * Order of PHP's version_compare, by which OSV's Packagist ranges are meant, over the versions that Composer takes: 1.0 stands
 * below 1.0.0. Branches (`dev-main`, `1.x-dev`) move and have no place; nor has `-stable`, which Composer puts at the release
 * and version_compare below `-dev`. What is one version to Composer, `packagistForms` has.
 */
export function packagistKey(version: string): Buffer | null {
  const parts = read(version);
  return parts && write(parts);
}

function withoutZeros(numbers: readonly string[]): string[] {
  let length = numbers.length;
  while (length > 1 && /^0+$/.test(numbers[length - 1] ?? "")) length--;
  return numbers.slice(0, length);
}

/**
 * The forms of one version that Composer calls equal (1, 1.0, 1.0.0, 1.0.0.0), the shortest first: the key of each, and the stem
 * that the keys of all versions with just these numbers begin with. Null when it cannot be ordered.
 */
export function packagistForms(version: string): { stem: Buffer; key: Buffer }[] | null {
  const parts = read(version);
  if (parts === null) return null;
  const numbers = withoutZeros(parts.numbers);
  const forms: { stem: Buffer; key: Buffer }[] = [];
  for (let length = numbers.length; length <= Math.max(parts.numbers.length, paddedLength); length++) {
    const padded = [...numbers, ...Array<string>(length - numbers.length).fill("0")];
    const [stem, key] = [writeNumbers(padded).finish(), write({ ...parts, numbers: padded })];
    if (stem === null || key === null) return null;
    forms.push({ stem, key });
  }
  return forms;
}

/** The lower bound of everything that is `numbers` or a pre-release or development version of it. */
export function packagistFloor(numbers: readonly string[]): Buffer | null {
  return writeNumbers(withoutZeros(numbers)).finish();
}
