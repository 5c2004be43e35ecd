import { expect, test } from "vitest";
import { visible, visibleJson, visibleParts } from "./visible.mjs";

test.each([
  ["a bidirectional override", "left\u202edap", "left<U+202E>dap"],
  ["each embedding, override and pop", "\u202a\u202b\u202c\u202d", "<U+202A><U+202B><U+202C><U+202D>"],
  ["isolates", "\u2066a\u2069", "<U+2066>a<U+2069>"],
  ["direction marks", "a\u200e\u200f\u061cb", "a<U+200E><U+200F><U+061C>b"],
  ["zero width", "lo\u200bda\u200csh\ufeff\u2060", "lo<U+200B>da<U+200C>sh<U+FEFF><U+2060>"],
  ["C0 controls, line breaks among them", "a\x00\x1b[31m\r\n\tb", "a<U+0000><U+001B>[31m<U+000D><U+000A><U+0009>b"],
  ["DEL and C1 controls", "\x7f\x9b2J", "<U+007F><U+009B>2J"],
  ["line separators", "a\u2028b\u2029", "a<U+2028>b<U+2029>"],
  ["fillers and tags", "\u3164\u{e0041}\u00ad", "<U+3164><U+E0041><U+00AD>"],
  ["half a pair and its replacement", "\ud83d \ufffd", "<U+D83D> <U+FFFD>"],
  ["a joiner that joins nothing", "a\u200db \u200d", "a<U+200D>b <U+200D>"],
  ["a run, once with its length", `x${"\u200b".repeat(40)}y`, "x<U+200B×40>y"],
])("%s can be seen", (_, text, seen) => {
  expect(visible(text)).toBe(seen);
  expect(visible(seen)).toBe(seen);
});

test.each(["lodash", "@scope/näme", "日本語", "مكتبة", "a b<c>&d", "👩‍👩‍👧 ❤️ 👍🏽", ""])("%s stays as it is", (text) => {
  expect(visible(text)).toBe(text);
});

test("parts give the text back, hidden or not, in its order", () => {
  expect(visibleParts("a\u202eb")).toEqual([
    { hidden: false, text: "a" },
    { hidden: true, text: "U+202E" },
    { hidden: false, text: "b" },
  ]);
  expect(visibleParts("")).toEqual([]);
});

test("a megabyte of hidden characters takes no time", () => {
  expect(visible("\u202e\u202d".repeat(500_000))).toHaveLength(8_000_000);
});

test("JSON keeps its values and has no character that a terminal acts on", () => {
  const value = { name: "a\u202e\x9b2J\x1b]0;x\x07\u{e0041}", list: ["\n\u2028"] };
  const text = visibleJson(value);
  expect(JSON.parse(text)).toEqual(value);
  expect(text.split("\n").every((line) => visible(line) === line)).toBe(true);
});
