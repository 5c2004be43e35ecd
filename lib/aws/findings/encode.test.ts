import { expect, it } from "vitest";
import { findingOf, imageOf, packageOf, vulnerabilityOf } from "../../../tests/integration/setup/made-inspector";
import { findingText } from "./encode";

const packages = [packageOf("left"), packageOf("right")];
const vulnerability = vulnerabilityOf("CVE-2026-1", { references: ["https://a.example", "https://b.example"] });
const finding = findingOf("f1", {
  packages,
  vulnerability,
  resource: imageOf(1, { tags: ["a", "b"], labels: { x: "1", y: "2" } }),
  further: [imageOf(2), imageOf(3)],
});

it("is the same whatever the order of lists and keys, and whatever the finding looked like as it came", () => {
  const other = findingOf("f1", {
    packages: packages.toReversed(),
    vulnerability: { ...vulnerability, references: vulnerability.references.toReversed() },
    resource: imageOf(1, { labels: { y: "2", x: "1" }, tags: ["b", "a"] }),
    further: [imageOf(3), imageOf(2)],
    raw: "another",
  });
  expect(findingText(other)).toBe(findingText(finding));
});

it("is another where anything that was read is", () => {
  const changes = [
    { status: "CLOSED" as const },
    { score: null },
    { vulnerability: { ...vulnerability, vendorSeverity: "low" } },
    { resource: imageOf(1, { tags: ["a"], labels: { x: "1", y: "2" } }) },
    { further: [imageOf(2)] },
    { further: [] },
    { packages: [packageOf("left"), packageOf("right", "1.0.0", { fixed: "1.0.1" })] },
  ];
  const texts = [finding, ...changes.map((change) => ({ ...finding, ...change }))].map(findingText);
  expect(new Set(texts).size).toBe(texts.length);
});
