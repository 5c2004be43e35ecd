import { describe, expect, it } from "vitest";
import { dayMinutes } from "./days";
import { frameOf } from "./frame";
import { KeptTallies } from "./kept-tallies";
import { readPeriod } from "./period";
import { Tally } from "./tally";

const today = 20_000;
const now = today * dayMinutes + 60;
const sizes = { oldest: 1, riskiest: 1, opened: 1, fixed: 1 };
const from = Int32Array.of(7, 3, 0);

function tally(fixes = 0): Tally {
  const made = new Tally(frameOf(readPeriod({ from: "2024-10-01", step: "week", to: undefined, asOf: undefined }, today), now), sizes);
  for (let i = 0; i < fixes; i++) made.fixes[0]?.add(i);
  return made;
}

describe("what was counted is the answer again", () => {
  const counted = tally();
  counted.changesAt = now + 5;
  const kept = new KeptTallies();
  kept.keep("figures", [{ team: 1, from, tally: counted }]);

  it("for the same question, team and findings, until a clock passes something", () => {
    expect(kept.find("figures", 1, Int32Array.from(from), now)).toBe(counted);
    expect(kept.find("figures", 1, from, now + 4)).toBe(counted);
    expect(kept.find("figures", 1, from, now + 5)).toBeNull();
    expect(kept.find("figures", 1, from, now - 1)).toBeNull();
  });

  it.each([
    ["another question", "others", 1, from],
    ["another team", "figures", 2, from],
    ["another revision", "figures", 1, Int32Array.of(7, 4, 0)],
    ["one artifact less", "figures", 1, Int32Array.of()],
    ["one artifact more", "figures", 1, Int32Array.of(7, 3, 0, 8, 1, 0)],
  ])("but not for %s", (_, question, team, numbers) => {
    expect(kept.find(question, team, numbers, now)).toBeNull();
  });
});

it("the questions that were asked the longest ago are forgotten, when there are many or they hold much", () => {
  const kept = new KeptTallies();
  const isKept = (question: string) => kept.find(question, 0, from, now) !== null;
  for (let n = 0; n < 17; n++) kept.keep(`${n}`, [{ team: 0, from, tally: tally() }]);
  expect([isKept("0"), isKept("1"), isKept("16")]).toEqual([false, true, true]);
  kept.keep("1", []);
  kept.keep("long", [{ team: 0, from, tally: tally(4_000_000) }]);
  kept.keep("longer", [{ team: 0, from, tally: tally(5_000_000) }]);
  expect([isKept("1"), isKept("long"), isKept("longer")]).toEqual([false, false, true]);
  kept.keep("longer", [{ team: 0, from, tally: tally() }]);
  kept.keep("short", [{ team: 0, from, tally: tally(4_000_000) }]);
  expect([isKept("longer"), isKept("short")]).toEqual([true, true]);
});
