import { expect, test } from "vitest";
import { bytes, percent, plural } from "./number-format";

test("a share is never 0 % for something and never 100 % for less than all", () => {
  expect(percent(1, 100_000)).toBe("< 0.1 %");
  expect(percent(99_999, 100_000)).toBe("> 99.9 %");
  expect(percent(0, 10)).toBe("0 %");
  expect(percent(10, 10)).toBe("100 %");
});

test("sizes and counts read as people say them", () => {
  expect([bytes(374), bytes(1_800), bytes(187_000), bytes(64 * 1024 * 1024)]).toEqual(["374 B", "1.8 kB", "187 kB", "67 MB"]);
  expect([plural(1, "service"), plural(1_904, "service")]).toEqual(["1 service", "1,904 services"]);
});
