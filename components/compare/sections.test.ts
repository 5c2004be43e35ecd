import { describe, expect, test } from "vitest";
import type { BuildComparison } from "@/lib/inventory/compare/schemas";
import { toMarkdown } from "./markdown";
import { verdictOf } from "./sections";

const side = (version: string) => ({ version, release: null, purl: `pkg:npm/a@${version}`, scope: "runtime" as const, direct: false, via: ["b 1"] });
const none = { total: 0, data: [] };
const build = { artifact: { id: 1, kind: "image", name: "api", ref: "main" }, seq: 1, version: null, builtAt: "2026-03-01T10:00:00.000Z" };

const comparison = (some: Partial<BuildComparison> = {}): BuildComparison => ({
  service: { slug: "shop", name: "Shop" },
  from: build,
  to: { ...build, seq: 2 },
  otherHash: none,
  added: none,
  removed: none,
  upgraded: none,
  downgraded: none,
  changed: none,
  licenceChanged: none,
  newDirect: none,
  unchanged: 7,
  directKnown: true,
  ...some,
});

const upgraded = { total: 1, data: [{ package: { ecosystem: "npm", name: "a|b", purl: null }, from: side("1.0.0"), to: side("2.0.0") }] };

describe("the verdict on two builds", () => {
  test("says that nothing came or went, and what stayed", () => {
    expect(verdictOf(comparison())).toBe("No package version came or went, 7 unchanged.");
  });

  test("counts each kind of difference", () => {
    expect(verdictOf(comparison({ upgraded, added: { total: 3, data: [] } }))).toBe("3 added, 1 upgraded and 7 unchanged.");
  });

  test("begins with the alarm", () => {
    expect(verdictOf(comparison({ otherHash: { total: 2, data: [] }, upgraded }))).toBe(
      "2 package versions have other bytes than before. 1 upgraded and 7 unchanged.",
    );
  });
});

test("the text for a chat has the verdict, a line for each difference that cannot break its table, and the address", () => {
  const text = toMarkdown(comparison({ upgraded }), "http://x/y");
  expect(text).toContain("**Shop**: api main build 1 → api main build 2");
  expect(text).toContain("| Upgraded | npm a\\|b | 1.0.0 | 2.0.0 | through b 1 |");
  expect(text.endsWith("http://x/y")).toBe(true);
});
