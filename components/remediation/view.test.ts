import { expect, test } from "vitest";
import { askOf, daysBefore, isNarrowed, noFilters, remediationHref, remediationViewOf, stepOf } from "./view";

test("an address reads back as it was written", () => {
  const href =
    "/remediation?team=payments&team=none&service=api&kind=malware&severity=critical&severity=high&from=2026-01-01&to=2026-06-30&asOf=2026-05-01&late=assignee&reach=line&all=teams&by=kind&teams=time";
  const query = new URLSearchParams(href.split("?")[1]);
  const view = remediationViewOf(Object.fromEntries([...new Set(query.keys())].map((name) => [name, query.getAll(name)])));
  expect(remediationHref("/remediation", view)).toBe(href);
  expect(isNarrowed(view)).toBe(true);
  expect(
    remediationHref("/remediation", view, {
      ...noFilters,
      from: undefined,
      to: undefined,
      asOf: undefined,
      late: undefined,
      reach: undefined,
      all: undefined,
      by: "severity",
      teams: "open",
    }),
  ).toBe("/remediation");
});

test("what is no kind, severity or column is left out", () => {
  const view = remediationViewOf({ kind: "virus", severity: ["urgent", "low"], teams: "nope", all: "rows" });
  expect(view).toMatchObject({ kind: [], severity: ["low"], teams: "open", all: undefined });
  expect(isNarrowed(remediationViewOf({}))).toBe(false);
});

test("a page of a team asks for that team", () => {
  const view = remediationViewOf({ team: "other", severity: "high" });
  expect(askOf(view, "payments")).toMatchObject({ team: ["payments"], severity: ["high"], service: undefined });
  expect(askOf(view)).toMatchObject({ team: ["other"] });
});

test("a long period is drawn by week, a short one by day", () => {
  const today = "2026-11-30";
  expect(stepOf({ from: undefined, to: undefined, asOf: undefined }, today)).toBe("day");
  expect(stepOf({ from: daysBefore(today, 200), to: undefined, asOf: undefined }, today)).toBe("day");
  expect(stepOf({ from: daysBefore(today, 201), to: undefined, asOf: undefined }, today)).toBe("week");
  expect(stepOf({ from: "2024-01-01", to: "2024-02-01", asOf: undefined }, today)).toBe("day");
  expect(stepOf({ from: "never", to: undefined, asOf: undefined }, today)).toBe("day");
});
