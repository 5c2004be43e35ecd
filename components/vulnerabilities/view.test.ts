import { expect, it } from "vitest";
import { vulnerabilityHref } from "@/components/urls";
import { isNarrowed, noFilters, vulnerabilitiesHref, vulnerabilitiesViewOf } from "./view";

it("reads a view from its own address again", () => {
  const view = vulnerabilitiesViewOf({
    q: "cve-2026",
    kind: ["malware", "nonsense"],
    severity: "high",
    kev: "true",
    affects: "any",
    team: "a",
    sort: "modified",
    cursor: "x",
  });
  const [, query] = vulnerabilitiesHref(view, { cursor: "x" }).split("?");
  const again = new Map<string, string[]>();
  for (const [name, value] of new URLSearchParams(query)) again.set(name, [...(again.get(name) ?? []), value]);
  expect(vulnerabilitiesViewOf(Object.fromEntries(again))).toEqual(view);
  expect(view.kind).toEqual(["malware"]);
});

it("goes back to the first page with any other change, and says what a list of nothing narrowed is", () => {
  const view = vulnerabilitiesViewOf({ severity: "high", cursor: "x" });
  expect(vulnerabilitiesHref(view, { sort: "modified" })).toBe("/vulnerabilities?severity=high&sort=modified");
  expect(isNarrowed(view)).toBe(true);
  expect(vulnerabilitiesHref(view, noFilters)).toBe("/vulnerabilities");
});

it("keeps an id of any characters in one segment of the path", () => {
  expect(vulnerabilityHref("openSUSE-SU-2024:1/2.3")).toBe("/vulnerabilities/openSUSE-SU-2024:1%2F2.3");
});
