import { expect, it } from "vitest";
import { questionOf } from "./question-of";

it.each([
  ["CVE-2026-1", ["GHSA-aaaa-bbbb-cccc"], "CVE-2026-1"],
  ["UNHEARD-OF-2026:an/advisory", ["GHSA-aaaa-bbbb-cccc"], "GHSA-aaaa-bbbb-cccc"],
  ["NSWG-ECO-9001", [], null],
  ["SNYK:odd/one", [], null],
])("asks for %s with %j as %j", (id, aliases, question) => {
  expect(questionOf({ id, aliases })).toBe(question);
});
