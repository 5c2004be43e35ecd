import { expect, test } from "vitest";
import { FindingClasses } from "./finding-classes";
import type { PlanVersion } from "./items";

const version = (packageId: number): PlanVersion => ({
  ...{ packageId, ecosystem: "npm", release: "", version: "1.0.0", key: Buffer.from([1]), line: "1" },
  ...{ isPrerelease: false, isOfDistribution: false },
});

test("who has learned its own classes is not kept from them by those that somebody else still learns about", () => {
  const classes = new FindingClasses();
  const own = classes.add({ versionId: 1, cause: "brought", directIds: [2], vulnerabilityIds: [7] });
  const [mine, both] = [classes.unlearned(), classes.unlearned()];
  classes.learn(new Map(mine.map((id) => [id, version(id)])));
  const others = classes.add({ versionId: 3, cause: "brought", directIds: [4], vulnerabilityIds: [7] });
  const later = classes.add({ versionId: 1, cause: "own", directIds: [], vulnerabilityIds: [8] });
  classes.learn(new Map(both.map((id) => [id, version(id)])));
  classes.settle();
  expect(classes.items[classes.itemOfClass[own] ?? -1]?.packageId).toBe(1);
  expect([...classes.itemSets.of(classes.setOfClass[own] ?? -1)].map((item) => classes.items[item]?.packageId)).toEqual([2]);
  expect([classes.items[classes.itemOfClass[later] ?? -1]?.packageId, classes.setOfClass[later]]).toEqual([1, -1]);
  classes.learn(new Map([3, 4].map((id) => [id, version(id)])));
  classes.settle();
  expect(classes.items[classes.itemOfClass[others] ?? -1]?.packageId).toBe(3);
  expect([...classes.itemSets.of(classes.setOfClass[others] ?? -1)].map((item) => classes.items[item]?.packageId)).toEqual([4]);
});
