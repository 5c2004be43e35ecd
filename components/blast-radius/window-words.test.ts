import { expect, test } from "vitest";
import { shortWindow, windowPresets, windowText, windowWords, withoutDuring } from "./window-words";

test.each([
  ["2026-03-31T00:21:00.000Z", "2026-03-31T03:15:00.000Z", "between 00:21 and 03:15 UTC on 31 Mar 2026"],
  ["2026-03-31T00:21:30.000Z", "2026-03-31T03:15:00.000Z", "between 00:21:30 and 03:15 UTC on 31 Mar 2026"],
  ["2026-03-30T23:00:00.000Z", "2026-03-31T03:15:00.000Z", "between 23:00 on 30 Mar 2026 and 03:15 on 31 Mar 2026 UTC"],
  ["2026-03-31T00:00:00.000Z", "2026-04-01T00:00:00.000Z", "on 31 Mar 2026 (UTC)"],
  ["2026-03-30T00:00:00.000Z", "2026-04-01T00:00:00.000Z", "from 30 Mar 2026 to 31 Mar 2026 (UTC)"],
])("the window from %s to %s reads %s", (from, to, words) => expect(windowWords({ from, to })).toBe(words));

test("a window on a button names the day once", () => {
  expect(shortWindow({ from: "2026-03-31T00:21:00.000Z", to: "2026-03-31T03:15:00.000Z" })).toBe("31 Mar 00:21 – 03:15");
  expect(shortWindow({ from: "2026-03-30T23:00:00.000Z", to: "2026-03-31T03:15:00.000Z" })).toBe("30 Mar 23:00 – 31 Mar 03:15");
});

test("the text of a window is to the minute, and what is given lies inside", () => {
  expect(windowText("2026-03-31T00:21:40.000Z", "2026-03-31T03:15:01.000Z")).toBe("2026-03-31T00:21Z..2026-03-31T03:16Z");
  expect(windowText("2026-03-31T00:21:00.000Z", "2026-03-31T00:21:00.000Z")).toBe("2026-03-31T00:21Z..2026-03-31T00:22Z");
});

test("an advisory offers the time from its publication to its withdrawal, or to now", () => {
  const now = Date.parse("2026-04-02T10:00:00Z");
  const given = [
    { id: "MAL-1", publishedAt: "2026-03-31T00:21:00.000Z", withdrawnAt: "2026-03-31T03:15:00.000Z" },
    { id: "MAL-2", publishedAt: "2026-04-01T00:00:00.000Z", withdrawnAt: null },
    { id: "MAL-3", publishedAt: null, withdrawnAt: null },
    { id: "MAL-4", publishedAt: "2026-05-01T00:00:00.000Z", withdrawnAt: null },
  ];
  expect(windowPresets(given, now).map(({ key, hint, during }) => [key, hint, during])).toEqual([
    ["MAL-1", "published to withdrawn", "2026-03-31T00:21Z..2026-03-31T03:15Z"],
    ["MAL-2", "published to now", "2026-04-01T00:00Z..2026-04-02T10:00Z"],
    ["day", "", "2026-04-01T10:00Z..2026-04-02T10:00Z"],
    ["week", "", "2026-03-26T10:00Z..2026-04-02T10:00Z"],
  ]);
});

test("a window in the text is taken out of it, wherever it stands", () => {
  expect(withoutDuring("axios during:2026-03-31 team:payments")).toBe("axios team:payments");
  expect(withoutDuring("during:2026-03-31")).toBe("");
});
