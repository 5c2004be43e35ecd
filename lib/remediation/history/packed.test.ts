import fc from "fast-check";
import { expect, it } from "vitest";
import { classCode, classes, classOf } from "./finding-class";
import { packHistory, stillOpen, toHistory, unpackHistory } from "./packed";

const minute = fc.integer({ min: 0, max: 40_000_000 });
const ids: [number, number] = [1, 1];
const entry = fc.record({
  ids: fc.tuple(fc.nat(), fc.nat()),
  opened: minute,
  closed: fc.oneof(minute, fc.constant(stillOpen)),
  code: fc.nat({ max: 511 }),
  pauses: fc.array(fc.tuple(minute, minute), { maxLength: 3 }),
});

it("what was packed is unpacked as it was", () => {
  fc.assert(
    fc.property(fc.array(entry, { maxLength: 20 }), (entries) => {
      const history = toHistory(entries);
      // Bytes that a driver hands out begin anywhere.
      expect(unpackHistory(Buffer.concat([Buffer.from([1]), packHistory(history)]).subarray(1))).toEqual(history);
    }),
  );
});

it("findings stand in the order in which they were closed, open ones last", () => {
  const { opened, closed, codes } = toHistory([
    { ids, opened: 5, closed: stillOpen, code: 1, pauses: [] },
    { ids, opened: 9, closed: 12, code: 2, pauses: [] },
    { ids, opened: 1, closed: 12, code: 3, pauses: [] },
  ]);
  expect([[...opened], [...closed], [...codes]]).toEqual([
    [1, 9, 5],
    [12, 12, stillOpen],
    [3, 2, 1],
  ]);
});

it("pauses that meet or overlap are one, and empty ones are none", () => {
  const pauses: [number, number][] = [
    [30, 40],
    [10, 20],
    [20, 25],
    [7, 7],
    [35, 38],
  ];
  expect([...(toHistory([{ ids, opened: 0, closed: stillOpen, code: 0, pauses }]).pauses?.get(0) ?? [])]).toEqual([10, 25, 30, 40]);
});

it("a history of ten findings takes ten bytes for each and twelve more", () => {
  const history = toHistory(Array.from({ length: 10 }, (_, n) => ({ ids, opened: n, closed: stillOpen, code: 0, pauses: [] })));
  expect(packHistory(history).length).toBe(112);
});

it("bytes of another layout are refused", () => {
  expect(() => unpackHistory(Buffer.from(Int32Array.of(2, 0, 0).buffer))).toThrow("layout 2");
});

it("each class has a code of its own", () => {
  expect(Array.from({ length: classes }, (_, code) => classCode(classOf(code)))).toEqual(Array.from({ length: classes }, (_, code) => code));
});
