import { expect, it } from "vitest";
import { fixDiffers, severityDiffers } from "./compare-sides";

it.each([
  ["high", "high", false],
  ["high", "critical", true],
  ["none", "informational", false],
  ["low", "informational", true],
  // Nobody has said anything yet: no disagreement.
  ["high", "untriaged", false],
  ["unscored", "critical", false],
] as const)("OSV's %s and Inspector's %s differ: %s", (osv, inspector, differs) => {
  expect(severityDiffers(osv, inspector)).toBe(differs);
});

it.each([
  ["npm", ["1.2.3"], ["1.2.3"], false],
  ["npm", ["1.2.3"], ["v1.2.3"], false],
  ["npm", ["1.2.3", "2.0.1"], ["2.0.1", "1.2.3"], false],
  ["npm", ["1.2.3"], ["1.2.4"], true],
  ["npm", ["1.2.3"], [], true],
  ["npm", [], [], false],
  ["deb", ["1:3.0.1-1"], ["1:3.0.01-1"], false],
  ["generic", ["today"], ["tomorrow"], true],
])("fixes of %s: %j and %j differ: %s", (ecosystem, osv, inspector, differs) => {
  expect(fixDiffers(ecosystem, osv, inspector)).toBe(differs);
});
