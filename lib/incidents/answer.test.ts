import { describe, expect, test } from "vitest";
import { type Answer, type AnsweredService, changesBetween, mark, worsened } from "./answer";

const answer = (...services: AnsweredService[]): Answer => ({ services, unknown: [], builds: [] });
const held = (id: number, marks: number, ...versions: number[]): AnsweredService => [id, marks, 0, versions];
const idsOf = (services: readonly AnsweredService[]) => services.map(([id]) => id);

describe("what an answer says that the one before did not", () => {
  test("is everything when there was none", () => {
    expect(changesBetween(null, answer(held(1, mark.now, 7)))).toEqual({ joined: [1], left: [], nowAgain: [], notNow: [] });
  });

  test("is who came, who left, who holds it again and who does not any more", () => {
    const before = answer(held(1, mark.now, 7), held(2, mark.now | mark.during, 7), held(3, mark.during, 7), held(4, mark.now, 7));
    const after = answer(held(2, mark.during, 7), held(3, mark.now | mark.during, 7), held(4, mark.now, 7), held(5, mark.now, 7));
    expect(changesBetween(before, after)).toEqual({ joined: [5], left: [1], nowAgain: [3], notNow: [2] });
  });
});

describe("an answer is worse than the one before for a service", () => {
  test.each([
    ["that was not affected", [], held(1, mark.during, 7), true],
    ["that holds it now and did not", [held(1, mark.during, 7)], held(1, mark.now | mark.during, 7), true],
    ["of which a build of the window turned up", [held(1, mark.now | mark.during, 7)], held(1, mark.now | mark.during | mark.built, 7), true],
    ["that runs it now", [held(1, mark.now, 7)], held(1, mark.now | mark.production, 7), true],
    ["that holds another version of the list", [held(1, mark.now, 7)], held(1, mark.now, 7, 8), true],
    ["and not for one that holds what it held", [held(1, mark.now, 7, 8)], held(1, mark.now, 7, 8), false],
    ["and not for one that holds less", [held(1, mark.now | mark.during, 7, 8)], held(1, mark.during, 8), false],
    ["and not for one that only the window takes in as well", [held(1, mark.now, 7)], held(1, mark.now | mark.during, 7), false],
  ] as [string, AnsweredService[], AnsweredService, boolean][])("%s", (_, before, after, isWorse) => {
    expect(idsOf(worsened(answer(...before), answer(after)))).toEqual(isWorse ? [1] : []);
  });
});
