import { expect, test } from "vitest";
import type { BlastRadius } from "@/lib/blast-radius/schemas";
import { groupBefore, linesOf } from "./lines";

const team = (slug: string) => ({ slug, name: slug, contact: null });
const row = (id: number, slug: string | null) => ({ artifact: { id }, packageVersionId: 1, team: slug === null ? null : team(slug) });
const answer = {
  data: [row(1, "pay"), row(2, "pay"), row(3, null)],
  groups: [
    { team: team("pay"), services: 7, rows: 9 },
    { team: null, services: 1, rows: 1 },
  ],
} as unknown as BlastRadius;

test("each team comes before its rows, with the counts of all of them and not only of this page", () => {
  const lines = linesOf(answer, true);
  expect(lines.map((line) => (line.kind === "group" ? [line.team?.slug ?? null, line.services, line.rows] : line.key))).toEqual([
    ["pay", 7, 9],
    "1.1",
    "2.1",
    [null, 1, 1],
    "3.1",
  ]);
  expect(lines.map(({ position }) => position)).toEqual([2, 3, 4, 5, 6]);
});

test("the group that stays at the top is the one that the first line in sight is in", () => {
  const lines = linesOf(answer, true);
  expect([0, 1, 2, 3, 4].map((index) => groupBefore(lines, index))).toEqual([0, 0, 0, 3, 3]);
  expect(groupBefore(linesOf(answer, false), 2)).toBe(-1);
});
