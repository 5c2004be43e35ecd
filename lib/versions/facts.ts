import { type VersionScheme, versionKey, versionSchemes } from "./scheme";
import { schemeOf } from "./scheme-of";

/** One line of a table of facts: `1.0-rc.1 < 1.0`. */
export type Fact = { line: string; a: string; sign: "<" | "=" | ">"; b: string };
/** What our order says of a line. `refused` are the versions that have no order. */
export type Verdict = { kind: "right" } | { kind: "wrong"; got: "<" | "=" | ">" } | { kind: "refused"; refused: string[] } | { kind: "unreadable" };

const shape = /^(\S.*?)\s+([<=>])\s+(\S.*)$/;

/** The facts of a table, in order; a line that is none has null for its fact. Blank lines, `// ...` and `# ...` are left out. */
export function readFacts(table: string): { line: string; fact: Fact | null }[] {
  return table
    .split(/\r?\n/)
    .map((line) => line.replace(/(?:^|\s+)\/\/.*$/, "").trim())
    .filter((line) => line !== "" && !/^#(?:\s|$)/.test(line))
    .map((line) => {
      const [, a, sign, b] = shape.exec(line) ?? [];
      return { line, fact: a === undefined || b === undefined ? null : { line, a, sign: sign as Fact["sign"], b } };
    });
}

/** Compares what the fact says with the order of the scheme's keys. */
export function judgeFact(scheme: VersionScheme, fact: Fact | null): Verdict {
  if (fact === null) return { kind: "unreadable" };
  const [a, b] = [versionKey(scheme, fact.a), versionKey(scheme, fact.b)];
  if (a === null || b === null) return { kind: "refused", refused: [...(a ? [] : [fact.a]), ...(b ? [] : [fact.b])] };
  const got = (["<", "=", ">"] as const)[Math.sign(Buffer.compare(a, b)) + 1] ?? "=";
  return got === fact.sign ? { kind: "right" } : { kind: "wrong", got };
}

const otherNames = new Map<string, VersionScheme>([
  ["redhat", "rpm"],
  ["crates", "semver"],
  ["actions", "semver"],
]);

/** The scheme that a file's name begins with (`maven-versions.txt`, `debian.txt`, `semver-build-more.txt`), or null. */
export function schemeOfFile(path: string): VersionScheme | null {
  const name = path.split(/[\\/]/).at(-1) ?? "";
  const words = name.toLowerCase().split(/[-_.\s]/);
  for (let count = Math.min(words.length, 3); count > 0; count--) {
    const word = words.slice(0, count).join("-");
    const scheme = versionSchemes.find((each) => each === word) ?? schemeOf(word) ?? schemeOf(word.replaceAll("-", " ")) ?? otherNames.get(word);
    if (scheme) return scheme;
  }
  return null;
}
