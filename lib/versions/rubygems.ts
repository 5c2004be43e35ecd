import { KeyWriter } from "./key-writer";

// As Gem::Version's pattern, and with letters behind the first number, which OSV's tables have (1beta).
const shape = /^v?\d+[0-9A-Za-z]*(?:\.[0-9A-Za-z]+)*(?:-[0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*)?$/;
// Gemfile.lock and gem files write the platform behind the version (1.15.0-x86_64-linux-gnu, 9.4-java): it is no pre-release.
const platform =
  /-(?:ruby|java|jruby|mingw32|mswin(?:32|64)?|dalvik|(?:x86|x64|x86_64|i[3-6]86|amd64|arm|armv\d\w{0,5}|arm64|aarch64|universal|powerpc|ppc64le|s390x|riscv64)-\w[\w.-]*)$/;

// Marks in ascending order. A zero that is not at the end counts like the end until the next segment decides.
const text = 1;
const zeroBelowEnd = 2;
const end = 3;
const zeroAboveEnd = 4;
const number = 5;

const isZero = (segment: string) => /^0+$/.test(segment);
const isText = (segment: string) => /^[A-Za-z]/.test(segment);

/** Gem::Version's canonical segments: zeros at the end, and those in front of the first text, mean nothing. */
function canonicalSegments(version: string): string[] {
  const segments = version.replaceAll("-", ".pre.").match(/\d+|[A-Za-z]+/g) ?? [];
  const firstText = segments.findIndex(isText);
  const split = firstText < 0 ? segments.length : firstText;
  return [segments.slice(0, split), segments.slice(split)].flatMap((part) => {
    let length = part.length;
    while (length > 0 && isZero(part[length - 1] ?? "")) length--;
    return part.slice(0, length);
  });
}

function writeSegments(key: KeyWriter, segments: readonly string[]): KeyWriter {
  // From the back, so that each zero knows what follows it.
  const marks: number[] = [];
  let zeroMark = end;
  for (let i = segments.length - 1; i >= 0; i--) {
    const segment = segments[i] ?? "";
    if (isZero(segment)) marks[i] = zeroMark;
    else {
      marks[i] = isText(segment) ? text : number;
      zeroMark = isText(segment) ? zeroBelowEnd : zeroAboveEnd;
    }
  }
  segments.forEach((segment, i) => {
    key.mark(marks[i] ?? end);
    if (marks[i] === text) key.text(segment);
    else if (marks[i] === number) key.number(segment);
  });
  return key;
}

/** The version without the platform that gems of native code carry behind it. */
export function withoutPlatform(version: string): string {
  return version.trim().replace(platform, "");
}

/** Order of Gem::Version: segments of digits above segments of letters, so that `1.0.rc1` is a pre-release of `1.0`. */
export function rubygemsKey(version: string): Buffer | null {
  if (version.length > 500) return null;
  const bare = withoutPlatform(version);
  if (!shape.test(bare)) return null;
  return writeSegments(new KeyWriter(), canonicalSegments(bare.replace(/^v/, "")))
    .mark(end)
    .finish();
}

/** The lower bound of everything that is `numbers` or a pre-release of it. */
export function rubygemsFloor(numbers: readonly string[]): Buffer | null {
  return writeSegments(new KeyWriter(), canonicalSegments(numbers.join(".")))
    .mark(text)
    .finish();
}
