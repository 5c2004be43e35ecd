import { Readable } from "node:stream";
import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ElementCutter } from "./element-cutter";
import { findingsOfReport, readFindingList, readFindingsReport } from "./index";
import { finding, findingOf } from "./test-findings";

const arn = (i: number) => `arn:aws:inspector2:eu-central-1:111122223333:finding/${i}`;
const some = [0, 1, 2].map((i) => finding({ findingArn: arn(i), title: 'quotes " and \\ and ] } , : [ {' }));
const bad = { ...finding(), status: "?" };
const outcome = (value: unknown) => {
  const read = readFindingList(value);
  if (!read.ok) return `${read.problem.code} ${read.problem.pointer}`;
  return [read.value.findings.length, ...read.value.problems.map(({ code, pointer }) => `${code} ${pointer}`)];
};

/** The same text in pieces of a length. */
async function streamed(bytes: Buffer, length: number): Promise<unknown[]> {
  const pieces = Array.from({ length: Math.ceil(bytes.length / length) }, (_, i) => bytes.subarray(i * length, (i + 1) * length));
  const found: unknown[] = [];
  for await (const read of findingsOfReport(Readable.from(pieces))) found.push(read.ok ? read.value.arn : `${read.problem.code} ${read.problem.pointer}`);
  return found;
}

const shapes: [string, unknown, string][] = [
  ["a body of ListFindings", { findings: some, nextToken: "x" }, "/findings/"],
  ["a list", some, "/"],
  ["a report with a header", { reportId: "1", filters: { findings: { a: [] } }, findings: some, tail: { findings: [1] } }, "/findings/"],
];

describe("a list of findings", () => {
  it.each(shapes)("as %s is read, parsed or not", (_, value) => {
    const text = JSON.stringify(value);
    for (const each of [value, text, JSON.stringify(value, null, 2), Buffer.from(`\ufeff${text}`), gzipSync(text)]) expect(outcome(each)).toEqual([3]);
  });

  it.each(shapes)("as %s has the place of a bad element, and the others all the same", (_, value, front) => {
    const text = JSON.stringify(value).replace(JSON.stringify(some[1]), JSON.stringify(bad));
    expect(outcome(JSON.parse(text))).toEqual([2, `value_unknown ${front}1/status`]);
    expect(outcome(text)).toEqual([2, `value_unknown ${front}1/status`]);
  });

  it("is JSON lines, one finding, or events that carry one", () => {
    const event = { "detail-type": "Inspector2 Finding", detail: some[0] };
    expect(outcome(some.map((each) => JSON.stringify(each)).join("\n"))).toEqual([3]);
    expect(outcome([some[0], bad, some[2]].map((each) => JSON.stringify(each)).join("\r\n"))).toEqual([2, "value_unknown /1/status"]);
    expect(outcome(some[0])).toEqual([1]);
    expect(outcome(JSON.stringify(some[0]))).toEqual([1]);
    expect(outcome([event, { ...event, detail: bad }])).toEqual([1, "value_unknown /1/detail/status"]);
    expect(outcome([])).toEqual([0]);
    expect(outcome({ findings: [] })).toEqual([0]);
    expect(outcome({ findings: [null, 7, "x", [some[0]]] })).toEqual([0, ...[0, 1, 2, 3].map((i) => `not_an_object /findings/${i}`)]);
  });

  it.each([
    [null, "not_findings "],
    [7, "not_findings "],
    [{ findings: {} }, "not_findings "],
    [{}, "missing /findingArn"],
    [{ findings: [finding()] }, null],
    ["", null],
    ["hello", "not_findings "],
    ['"AWS Account Id","Severity","Fix Available"\n"1","HIGH","YES"', "csv_report "],
    ["AWS Account Id,Severity,Title\n1,HIGH,x", "csv_report "],
    ['{"findings":[', "truncated "],
    ['{"a":', "truncated "],
    ["{}}", "missing /findingArn"],
    [gzipSync("{}").subarray(0, 12), "compression_broken "],
  ])("%# is refused as a whole: %s", (value, expected) => {
    if (expected !== null) expect(typeof outcome(value) === "string" ? outcome(value) : (outcome(value) as unknown[])[1]).toBe(expected);
    else expect(outcome(value)).toBeInstanceOf(Array);
  });

  it("is refused over a limit that a small file can pass when it is decompressed", () => {
    const text = JSON.stringify({ findings: some });
    for (const bytes of [Buffer.from(text), gzipSync(text)]) {
      expect(readFindingsReport(bytes, { bytesMax: text.length })).toMatchObject({ ok: true });
      expect(readFindingsReport(bytes, { bytesMax: text.length - 1 })).toMatchObject({ ok: false, problem: { code: "too_large", pointer: "" } });
    }
  });

  it("keeps the first 1,000 problems and counts the others", () => {
    const read = readFindingList({ findings: new Array(1_500).fill(bad) });
    expect(read).toMatchObject({ ok: true, value: { refused: 1_500 } });
    if (read.ok) expect(read.value.problems).toHaveLength(1_000);
  });
});

describe("a report as it comes", () => {
  it("gives the same in pieces of any length", async () => {
    for (const [, value, front] of shapes) {
      const text = Buffer.from(JSON.stringify(value, null, 1));
      for (const length of [1, 7, 64, 100_000]) expect(await streamed(text, length)).toEqual([0, 1, 2].map(arn));
      expect(await streamed(gzipSync(text), 50)).toEqual([0, 1, 2].map(arn));
      const broken = Buffer.from(JSON.stringify(value).replace(JSON.stringify(some[1]), "{,}"));
      for (const length of [1, 13, 100_000]) expect(await streamed(broken, length)).toEqual([arn(0), `not_json ${front}1`, arn(2)]);
    }
  });

  it("says what is wrong with the end or the whole of it", async () => {
    const text = JSON.stringify({ findings: some });
    const cut = Buffer.from(text.slice(0, text.lastIndexOf('"status"')));
    expect(await streamed(cut, 10)).toEqual([arn(0), arn(1), "truncated /findings/2"]);
    expect(await streamed(gzipSync(text).subarray(0, 200), 10)).toContain("compression_broken ");
    expect(await streamed(Buffer.from("AWS Account Id,Severity,Title\n1,HIGH,x"), 1_000)).toEqual(["csv_report "]);
    expect(await streamed(Buffer.from("[]"), 1)).toEqual([]);
  });

  it("ends with a problem at its limit, compressed or not", async () => {
    const all: unknown[] = [];
    for await (const read of findingsOfReport(Readable.from([gzipSync(JSON.stringify({ findings: some }))]), { bytesMax: 1_500 }))
      all.push(read.ok || read.problem.code);
    expect(all.at(-1)).toBe("too_large");
  });

  it("leaves out one element that is too large, and goes on", () => {
    const cutter = new ElementCutter({ name: "findings", elementBytesMax: 10 });
    const text = JSON.stringify({ findings: [{ a: 1 }, { b: "x".repeat(100) }, { c: 2 }] });
    const found = [...text].flatMap((letter) => [...cutter.feed(Buffer.from(letter))]);
    expect(found.map((each) => ("bytes" in each ? each.bytes.toString() : `${each.problem} ${each.pointer}`))).toEqual([
      '{"a":1}',
      "too_large /findings/1",
      '{"c":2}',
    ]);
  });
});

it("an element that nests millions of levels deep is left out before it is parsed", () => {
  const deep = `${"[".repeat(3_000_000)}${"]".repeat(3_000_000)}`;
  expect(outcome(`{"findings":[${deep},${JSON.stringify(some[0])}]}`)).toEqual([1, "too_large /findings/0"]);
});

describe("cutting elements", () => {
  const cut = (bytes: Buffer, length: number) => {
    const cutter = new ElementCutter({ name: "findings", elementBytesMax: 1_000_000 });
    const found = [];
    for (let i = 0; i < bytes.length; i += length) found.push(...cutter.feed(bytes.subarray(i, i + length)));
    found.push(...cutter.finish());
    return found.map((each) => ("bytes" in each ? [each.pointer, each.bytes.toString("utf8")] : [each.pointer, each.problem]));
  };

  it("finds the items of any list that JSON.parse finds", () => {
    fc.assert(
      fc.property(fc.array(fc.jsonValue()), fc.jsonValue(), fc.integer({ min: 1, max: 40 }), fc.nat(3), (items, other, length, indent) => {
        const expected = items.map((item) => JSON.parse(JSON.stringify(item)));
        const document = { other, 'fin"dings': [1], findings: items, after: other };
        for (const [value, front] of [
          [document, "/findings/"],
          [items, "/"],
        ] as const) {
          const found = cut(Buffer.from(JSON.stringify(value, null, indent)), length);
          expect(found.map(([, text]) => JSON.parse(text as string))).toEqual(expected);
          expect(found.map(([pointer]) => pointer)).toEqual(items.map((_, i) => `${front}${i}`));
        }
      }),
      { numRuns: 500 },
    );
  });

  it("never throws and gives the same whatever the pieces, for any bytes", () => {
    const text = fc.string({ unit: fc.constantFrom(...'{}[],:"\\ 0a\n', '"findings":[', '{"x":1}') });
    fc.assert(
      fc.property(text, fc.integer({ min: 1, max: 20 }), (bytes, length) => {
        const whole = cut(Buffer.from(bytes), 1_000_000);
        expect(cut(Buffer.from(bytes), length)).toEqual(whole);
        readFindingsReport(Buffer.from(bytes));
      }),
      { numRuns: 3_000 },
    );
  });
});

it("bytes of any other kind are refused, not thrown at", () => {
  fc.assert(fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => void readFindingsReport(bytes)));
  expect(readFindingList(findingOf({ vulnerablePackages: null }))).toMatchObject({ ok: true });
});
