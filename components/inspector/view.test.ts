import { expect, it } from "vitest";
import { inspectorHref, inspectorInput, inspectorViewOf, isNarrowed, noInspectorFilters } from "./view";

it("is read from its URL and written to it again, without what cannot be read", () => {
  const view = inspectorViewOf({ says: "gaps", state: ["open", "nonsense"], severity: "high", artifactId: "7", cursor: "c" });
  expect(view).toMatchObject({ says: "gaps", state: ["open"], severity: ["high"], artifactId: 7, cursor: "c" });
  expect(inspectorHref("pay", view)).toBe("/services/pay/inspector?says=gaps&state=open&severity=high&artifactId=7");
  expect(inspectorHref("pay", view, noInspectorFilters)).toBe("/services/pay/inspector");
  expect(isNarrowed(view)).toBe(true);
  expect(isNarrowed(inspectorViewOf({}))).toBe(false);
});

it("keeps a disagreement apart from what nobody scans", () => {
  expect(inspectorInput(inspectorViewOf({ says: "osv" }))).toMatchObject({ status: ["osv"], scanned: "true" });
  expect(inspectorInput(inspectorViewOf({ says: "unscanned" }))).toMatchObject({ status: ["osv"], scanned: "false" });
  expect(inspectorInput(inspectorViewOf({ says: "gaps" }))).toMatchObject({ sbomGap: "true" });
});
