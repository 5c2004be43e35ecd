import { expect, test } from "vitest";
import { tilesOf } from "./tiles";

const teamOf = (slug: string, affected: number, unknown: number, clean: number) => ({
  team: { slug, name: slug, contact: null },
  affected,
  unknown,
  clean,
  services: Array.from({ length: Math.min(affected + unknown, 300) }, (_, i) => ({
    service: `${slug}-${i}`,
    state: i < affected ? ("affected" as const) : ("unknown" as const),
    rows: 1,
  })),
});

test("every affected and unknown service is a tile, and teams with neither are counted", () => {
  const { rows, quiet } = tilesOf([teamOf("pay", 3, 2, 10), teamOf("calm", 0, 0, 7)]);
  expect(rows.map(({ tiles, rest }) => [tiles.length, rest])).toEqual([[5, 0]]);
  expect(quiet).toEqual({ teams: 1, services: 7 });
});

test("of more services than a team names the rest is counted", () => {
  expect(tilesOf([teamOf("pay", 900, 0, 0)]).rows.map(({ tiles, rest }) => [tiles.length, rest])).toEqual([[300, 600]]);
});

test("with thousands of services the tiles shrink, each team keeps some, and nothing is left out of the counts", () => {
  const { rows, size } = tilesOf(Array.from({ length: 400 }, (_, i) => teamOf(`t${i}`, 20, 5, 0)));
  expect(size).toBe(8);
  expect(rows.reduce((sum, { tiles }) => sum + tiles.length, 0)).toBeLessThanOrEqual(3_000);
  expect(rows.every(({ tiles, rest }) => tiles.length > 0 && tiles.length + rest === 25)).toBe(true);
});
