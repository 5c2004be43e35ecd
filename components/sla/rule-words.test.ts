import { expect, test } from "vitest";
import { hoursText, partsOfRule, ruleText } from "./rule-words";

const any = { kinds: null, severities: null, kev: null, tiers: null, exposures: null };

test("a rule says each thing that it asks", () => {
  expect(
    partsOfRule({ ...any, kinds: ["vulnerability"], severities: ["critical", "high", "unscored"], kev: false, tiers: [1, 2], exposures: ["production"] }),
  ).toEqual(["vulnerability", "critical, high or unscored", "not known to be exploited", "tier 1 or 2", "in production"]);
  expect(ruleText({ ...any, kev: true, exposures: ["other", "none"] })).toBe("Known to be exploited, in other environments or not known to run");
});

test("a rule that asks nothing means every other finding", () => {
  expect(ruleText(any)).toBe("Every other finding");
});

test.each([
  [24, "1 day"],
  [72, "3 days"],
  [36, "36 hours"],
  [1, "1 hour"],
  [null, "no due date"],
])("%s hours are %s", (hours, text) => {
  expect(hoursText(hours)).toBe(text);
});
