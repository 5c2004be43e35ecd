import fc from "fast-check";
import { expect, test } from "vitest";
import { type CausedRow, chooseUpgrades } from "./choose-upgrades";

const row = (service: number, ...causes: number[]): CausedRow => ({ service, causes });

test("what clears most services comes first, and a service is cleared when all that brings it is bumped", () => {
  const rows = [row(1, 10), row(2, 10), row(3, 10, 20), row(4, 20), row(4, 10), row(5, 30)];
  expect(chooseUpgrades(rows, 10)).toEqual({
    upgrades: [
      { packageId: 10, rows: 4, services: 4, clearsAlone: 2, clearedSoFar: 2 },
      { packageId: 20, rows: 2, services: 2, clearsAlone: 0, clearedSoFar: 4 },
      { packageId: 30, rows: 1, services: 1, clearsAlone: 1, clearedSoFar: 5 },
    ],
    services: 5,
    unexplainedRows: 0,
    partlyExplainedRows: 0,
  });
});

test("a service with a row that nothing explains is not said to be cleared", () => {
  expect(chooseUpgrades([row(1, 10), row(1), row(2, 10)], 10)).toMatchObject({
    upgrades: [{ packageId: 10, rows: 2, services: 2, clearsAlone: 1, clearedSoFar: 1 }],
    services: 2,
    unexplainedRows: 1,
  });
});

test("a service with a row that more may bring than is known is not said to be cleared", () => {
  expect(chooseUpgrades([{ ...row(1, 10, 20), isPartial: true }, row(2, 10)], 10)).toMatchObject({
    upgrades: [
      { packageId: 10, rows: 2, services: 2, clearsAlone: 1, clearedSoFar: 1 },
      { packageId: 20, rows: 1, services: 1, clearsAlone: 0, clearedSoFar: 1 },
    ],
    unexplainedRows: 0,
    partlyExplainedRows: 1,
  });
});

test("as many as are asked for", () => expect(chooseUpgrades([row(1, 1), row(2, 2), row(3, 3)], 2).upgrades).toHaveLength(2));

test("the count of cleared services is what bumping these and no others clears", () => {
  const rows = fc.array(fc.record({ service: fc.nat(6), causes: fc.uniqueArray(fc.integer({ min: 1, max: 6 }), { maxLength: 3 }) }), { maxLength: 25 });
  fc.assert(
    fc.property(rows, (all) => {
      const { upgrades } = chooseUpgrades(all, 10);
      const bumped = new Set<number>();
      for (const { packageId, clearedSoFar } of upgrades) {
        bumped.add(packageId);
        const isCleared = (service: number) =>
          all.filter((each) => each.service === service).every(({ causes }) => causes.length > 0 && causes.every((cause) => bumped.has(cause)));
        expect([...new Set(all.map(({ service }) => service))].filter(isCleared)).toHaveLength(clearedSoFar);
      }
    }),
  );
});
