import { Buffer } from "node:buffer";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { WhereinError } from "@/lib/errors";
import { formatIndicators, type IndicatorList, type LineVerdict, readIndicators } from "./index";

/** The list, or null where it is refused with a reason; anything else that is thrown fails the test. */
function readOrRefuse(input: string | Uint8Array): IndicatorList | null {
  try {
    return readIndicators(input);
  } catch (error) {
    if (error instanceof WhereinError && error.reason !== null) return null;
    throw error;
  }
}

function expectWhole(list: IndicatorList): void {
  const { verdicts, counts, indicators } = list;
  expect(Object.values(counts).reduce((sum, count) => sum + count, 0)).toBe(verdicts.length);
  const isSound = ({ line, text, outcome, indicators: indexes, code, message }: LineVerdict) =>
    line > 0 &&
    text.length <= 220 &&
    indexes.length > 0 === (outcome === "read" || outcome === "duplicate") &&
    indexes.every((index) => index < indicators.length) &&
    (outcome !== "rejected" || (code !== null && message !== null));
  expect(verdicts.filter((verdict) => !isSound(verdict))).toEqual([]);
  expect(new Set(verdicts.flatMap((verdict) => verdict.indicators)).size).toBe(indicators.length);
}

function expectSameAgain(list: IndicatorList): void {
  expect(readIndicators(formatIndicators(list)).indicators).toEqual(list.indicators);
}

const word = fc.constantFrom(
  ...[
    "a",
    "@s/n",
    "left-pad",
    "npm:",
    "pypi:",
    "maven:",
    "go:",
    "g.h:a",
    "1.2.3",
    "v1",
    "1.0",
    ">=1 <2",
    "||",
    ",",
    ";",
    "and",
    "@",
    "==",
    "(",
    ")",
    "[",
    "]",
    "*",
    "#",
    "//",
    "-",
    "\t",
  ],
  ...[
    "<td>",
    "</td>",
    "<table>",
    "<tr>",
    "|",
    "|---|",
    "```",
    "{",
    "}",
    '"',
    ":",
    "package,version",
    "pkg:npm/x@1",
    "CVE-2021-44228",
    "[.]",
    "hxxps://",
    "all versions",
    "to",
    "\u200b",
    "\u00a0",
  ],
  ...[
    "package",
    "version",
    "name",
    "versions",
    "affected",
    '"name"',
    "__proto__",
    "constructor",
    "\ud800",
    "\u2028",
    "\r",
    "x".repeat(64),
    "ab".repeat(32),
    "lockfileVersion: 1",
    "[[package]]",
  ],
);
const line = fc.array(word, { maxLength: 8 }).map((words) => words.join(" ").replaceAll(" @ ", "@"));
const text = fc
  .array(fc.oneof(line, line, fc.string({ unit: "binary", maxLength: 40 }), fc.string({ maxLength: 40 })), { maxLength: 12 })
  .map((lines) => lines.join("\n"));

describe("whatever is sent", () => {
  it("every line of it has one verdict, or it is refused with a reason; what was read is read again from its canonical text", () => {
    fc.assert(
      fc.property(text, (sent) => {
        const list = readOrRefuse(sent);
        if (list === null) return;
        expectWhole(list);
        if (list.format === "lines" || list.format === "markdown") expect(list.verdicts).toHaveLength(list.lines);
        expectSameAgain(list);
      }),
      { numRuns: 400 },
    );
  });

  it("as bytes, it is read or refused", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        const list = readOrRefuse(bytes);
        if (list !== null) expectWhole(list);
      }),
      { numRuns: 300 },
    );
  });

  it("as JSON, it is read or refused, and read again from its canonical text", () => {
    const key = fc.constantFrom(
      "name",
      "package",
      "version",
      "versions",
      "ecosystem",
      "packages",
      "affected",
      "id",
      "purl",
      "ranges",
      "events",
      "introduced",
      "npm",
      "__proto__",
      "toString",
      "a",
      "@a/b",
      "1.0.0",
      "lockfileVersion",
      "dependencies",
    );
    const value = fc.letrec((tie) => ({
      any: fc.oneof(
        { depthSize: "small" },
        word,
        fc.integer(),
        fc.constant(null),
        fc.array(tie("any"), { maxLength: 4 }),
        fc.dictionary(key, tie("any"), { maxKeys: 4, noNullPrototype: true }),
      ),
    })).any;
    fc.assert(
      fc.property(value, (sent) => {
        const list = readOrRefuse(JSON.stringify(sent));
        if (list === null) return;
        expectWhole(list);
        expectSameAgain(list);
      }),
      { numRuns: 400 },
    );
  });
});

describe("the canonical text", () => {
  const name = fc.stringMatching(/^[a-z0-9]([a-z0-9._-]{0,12}[a-z0-9])?$/);
  const scoped = fc.tuple(name, name).map(([scope, own]) => `@${scope}/${own}`);
  const version = fc.oneof(
    fc.stringMatching(/^\d{1,3}(\.\d{1,3}){0,3}(-[a-z]{1,4}\.?\d{0,2})?$/),
    fc.constantFrom("*", ">=1.0.0 <2.0.0", "^1.2", "<=3", "1.x", "1.0.0 - 2.0.0", ">1,<2"),
  );
  const entry = fc.oneof(
    fc
      .tuple(fc.constantFrom("npm", "cargo", "composer", "golang", "githubactions"), fc.oneof(name, scoped), version)
      .map(([word, own, at]) => `${word}:${own}@${at}`),
    fc.tuple(name, version).map(([own, at]) => `${own}@${at}`),
    fc.stringMatching(/^[0-9a-f]{64}$/),
    fc.tuple(fc.constantFrom("", "docker:", "oci:", "npm:"), fc.stringMatching(/^[0-9a-f]{64}$/)).map(([word, hex]) => `${word}x/y@sha256:${hex}`),
    fc.stringMatching(/^[0-9a-f]{64}$/).map((hex) => `pkg:oci/y@sha256%3A${hex}`),
    fc.integer({ min: 1000, max: 99_999 }).map((number) => `CVE-2024-${number}`),
    scoped.map((own) => `${own.slice(0, own.indexOf("/"))}/*`),
  );
  it("gives the same indicators in the same order", () => {
    fc.assert(
      fc.property(fc.array(entry, { maxLength: 20 }), (entries) => expectSameAgain(readIndicators(entries.join("\n")))),
      { numRuns: 300 },
    );
  });
});

describe("hostile lists are read or refused in time that grows with their length", () => {
  const many = (part: string, length = 60_000) => part.repeat(Math.ceil(length / part.length)).slice(0, length);
  it.each([
    [many(" ")],
    [`a${many(" ")}b`],
    [many("a")],
    [many("@a/")],
    [many("a@1.0 ")],
    [many("1.")],
    [`a@${many("1.")}!`],
    [`a@1${many("-")}x`],
    [many("a:")],
    [many("https://")],
    [many("<!--")],
    [many("((((")],
    [many("[a](")],
    [many("&lt")],
    [many("- ")],
    [many("\u2705")],
    [many("a\u2013")],
    [many("|")],
    [many("||1")],
    [many("and ")],
    [many("CVE-")],
    [many("pkg:npm/")],
    [many("\\")],
    [many("=")],
    [many(">= ")],
    [many('"')],
    [many("a versions 1, ")],
    [many("defaults to ")],
    [many("# ecosystem = ")],
  ])("one line, case %#", (hostile) => {
    const list = readOrRefuse(hostile);
    if (list !== null) expectWhole(list);
  });

  it.each([
    ["a line of 16 MB", () => "a".repeat(16_000_000)],
    ["16 MB of blanks", () => `x${" ".repeat(16_000_000)}y`],
    ["blank lines", () => "\n".repeat(16_000_000)],
    ["brackets", () => "[".repeat(1_000_000)],
    ["a string of 16 MB", () => `["${"a ".repeat(8_000_000)}"]`],
    ["keys", () => `{${'"a":"1.0.0",'.repeat(1_000_000)}"b":"1"}`],
    ["open quotes", () => `package,version\n${'"a,1\n'.repeat(10_000)}`],
    ["closing tags", () => `<table>${"</b>".repeat(1_000_000)}`],
    ["cells", () => `<table><tr>${"<td>".repeat(500_000)}`],
    ["breaks in a cell", () => `<table><tr><td>${"<br>".repeat(1_000_000)}x`],
    ["attributes", () => `<table ${"a ".repeat(2_000_000)}>`],
    ["rows of a lock file", () => `# yarn lockfile v1\n${"a@^1:\n".repeat(60_000)}`],
    ["halves of pairs", () => Buffer.from("\ud83d".repeat(20_000), "utf16le").toString("latin1")],
  ])("%s", (_what, hostile) => {
    const list = readOrRefuse(hostile());
    if (list !== null) expectWhole(list);
  });
});
