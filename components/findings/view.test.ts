import { describe, expect, it } from "vitest";
import { inputOf } from "@/components/findings/input";
import { findingsHref, findingsViewOf, groupingOf, isNarrowed, noFilters } from "@/components/findings/view";
import { listFindingsSchema } from "@/lib/findings/schemas";

const now = Date.parse("2026-11-30T12:00:30Z");

describe("a list of findings in its URL", () => {
  it("is what is to be done when nothing is said, and that is not narrowed", () => {
    const view = findingsViewOf({});
    expect(isNarrowed(view)).toBe(false);
    expect(findingsHref("/findings", view)).toBe("/findings");
    expect(inputOf(view, now)).toMatchObject({ state: "open", decision: ["undecided", "affected", "under_investigation"], sort: "priority" });
  });

  it("round-trips everything that it can say", () => {
    const search = {
      q: "lodash",
      team: ["a", "none"],
      service: "shop",
      severity: ["critical", "high"],
      decision: ["accepted", "fixed"],
      assignee: "me",
      due: "overdue",
      tier: ["1", "2"],
      environment: "production",
      openedSince: "2026-11-01T00:00:00.000Z",
      sort: "-due",
      group: "service",
      state: "open",
    };
    const view = findingsViewOf(search);
    const href = findingsHref("/findings", view);
    const again = new URL(href, "http://localhost").searchParams;
    expect(findingsViewOf(Object.fromEntries([...new Set(again.keys())].map((name) => [name, again.getAll(name)])))).toEqual(view);
    expect(isNarrowed({ ...view, ...noFilters })).toBe(false);
  });

  it("leaves out what cannot be", () => {
    expect(findingsViewOf({ severity: "worst", due: "yesterday", openedSince: "soon", artifactId: "-1", state: "half" })).toEqual(findingsViewOf({}));
  });

  it("asks only for what each list has", () => {
    const closed = inputOf(findingsViewOf({ state: "closed", assignee: "me", due: "overdue", decision: "fixed", sort: "due" }), now);
    expect(closed).toMatchObject({ assignee: undefined, due: undefined, decision: undefined, sort: "priority", state: "closed" });
    const inspector = inputOf(findingsViewOf({ source: "inspector" }), now);
    expect(inspector.decision).toBeUndefined();
    for (const parameters of [{}, { state: "closed", closeReason: "upgraded" }, { tier: "1", environment: "none", opened: "7" }])
      expect(listFindingsSchema.safeParse(inputOf(findingsViewOf(parameters), now)).success).toBe(true);
    expect(groupingOf(findingsViewOf({ group: "service", state: "closed" }))).toBeUndefined();
  });
});
