import { describe, expect, it } from "vitest";
import { formatWindow, readMoment, readWindow } from "./read-moment";

const read = (text: string) => {
  const window = readWindow(text);
  return window && formatWindow(window);
};

describe("a moment", () => {
  it.each([
    ["2026-01-31", "2026-01-31T00:00:00.000Z"],
    ["2026-01-31T08:00", "2026-01-31T08:00:00.000Z"],
    ["2026-01-31T08:00+02:00", "2026-01-31T06:00:00.000Z"],
  ])("%s is %s", (text, iso) => expect(readMoment(text)?.toISOString()).toBe(iso));

  it.each(["2026-02-31", "yesterday", "", "2026-13-01", "2026-01-31 08:00", "2026-01-31T25:00Z"])("%s is none", (text) => expect(readMoment(text)).toBeNull());
});

describe("a window", () => {
  it.each([
    ["2026-03-31T00:21Z..03:15Z", "2026-03-31T00:21:00.000Z..2026-03-31T03:15:00.000Z"],
    ["2026-03-31T23:50Z..00:20Z", "2026-03-31T23:50:00.000Z..2026-04-01T00:20:00.000Z"],
    ["2026-03-31T00:21..2026-03-31T03:15:30.5Z", "2026-03-31T00:21:00.000Z..2026-03-31T03:15:30.500Z"],
    ["2026-03-31..2026-04-02", "2026-03-31T00:00:00.000Z..2026-04-03T00:00:00.000Z"],
    ["2026-03-31", "2026-03-31T00:00:00.000Z..2026-04-01T00:00:00.000Z"],
  ])("%s is %s", (text, canonical) => {
    expect(read(text)).toBe(canonical);
    expect(read(canonical)).toBe(canonical);
  });

  it.each([
    "2026-03-31T00:21Z",
    "2026-03-31T04:00Z..2026-03-31T03:00Z",
    "2026-03-31T04:00Z..2026-03-31T04:00Z",
    "..",
    "2026-03-31..",
    "..2026-03-31",
    "a..b",
    "2026-03-31..2026-04-01..2026-04-02",
  ])("%s is none", (text) => expect(read(text)).toBeNull());
});
