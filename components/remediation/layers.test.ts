import { expect, test } from "vitest";
import { ofSeverity, openLayers, shownSeverities } from "./layers";

const none = { malware: 0, critical: 0, high: 0, medium: 0, low: 0, none: 0, unscored: 0 };
const kinds = { malware: 0, vulnerability: 0, unmaintained: 0, unsound: 0, notice: 0 };

test("the four severities always have a row, worst first; malware and what is not scored only where there is any", () => {
  expect(shownSeverities(() => false)).toEqual(["critical", "high", "medium", "low"]);
  expect(shownSeverities((severity) => severity === "malware" || severity === "unscored")).toEqual([
    "malware",
    "critical",
    "high",
    "medium",
    "low",
    "unscored",
  ]);
});

test("a list is narrowed to a severity, and to malware by its kind", () => {
  expect(ofSeverity("/findings?team=a", "high")).toBe("/findings?team=a&severity=high");
  expect(ofSeverity("/findings", "malware")).toBe("/findings?kind=malware");
});

const open = {
  href: "/findings?state=open",
  bySeverityHref: { ...Object.fromEntries(Object.keys(none).map((key) => [key, `/findings?of=${key}`])) },
  series: [
    { bySeverity: { ...none, critical: 1, unscored: 2 }, byKind: { ...kinds, vulnerability: 2, notice: 1 } },
    { bySeverity: { ...none, high: 3 }, byKind: { ...kinds, vulnerability: 3 } },
  ],
} as unknown as Parameters<typeof openLayers>[0];

test("layers are the severities, or the kinds that there were", () => {
  expect(openLayers(open, "severity").map(({ key, values }) => [key, values])).toEqual([
    ["critical", [1, 0]],
    ["high", [0, 3]],
    ["medium", [0, 0]],
    ["low", [0, 0]],
    ["unscored", [2, 0]],
  ]);
  expect(openLayers(open, "kind")).toEqual([
    { key: "vulnerability", values: [2, 3], href: "/findings?state=open&kind=vulnerability" },
    { key: "notice", values: [1, 0], href: "/findings?state=open&kind=notice" },
  ]);
});
