import { expect, test } from "vitest";
import { draftOf, isList, lineCount } from "./list-draft";

test("several lines are a list, one line with line ends around it is a question", () => {
  expect(isList("axios@1.14.1\nplain-crypto-js@4.2.1")).toBe(true);
  expect(isList("axios@1.14.1\r\n\r\nplain-crypto-js@4.2.1")).toBe(true);
  expect(isList("\n  axios@1.14.1 team:payments \n")).toBe(false);
  expect(isList("\n\n")).toBe(false);
});

test("only lines with something on them are counted", () => expect(lineCount("a\r\n\r\nb\n \nc\n")).toBe(3));

test("text that is too long to be changed in a field is kept as a file, to the last character", async () => {
  expect(draftOf("a\nb")).toEqual({ kind: "text", text: "a\nb" });
  const draft = draftOf("a\n".repeat(600_000));
  expect(draft.kind === "file" && draft.file.size).toBe(1_200_000);
});
