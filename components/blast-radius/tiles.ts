import type { TeamGrid } from "@/lib/blast-radius/pictures/grid";

type Team = TeamGrid["data"][number];
export type TileRow = { team: Team["team"]; affected: number; unknown: number; clean: number; tiles: Team["services"]; rest: number };
export type Tiles = { rows: TileRow[]; size: number; quiet: { teams: number; services: number } };

/** Tiles that one page draws: more of them are specks that nobody can point at. */
const tilesMax = 3_000;

/** What is drawn of each team: every affected and unknown service while they have room, then as many of each team as fit. Teams with neither are counted. */
export function tilesOf(teams: readonly Team[]): Tiles {
  const loud = teams.filter(({ affected, unknown }) => affected + unknown > 0);
  const wanted = loud.reduce((sum, { affected, unknown }) => sum + affected + unknown, 0);
  const perTeam = wanted <= tilesMax ? Number.POSITIVE_INFINITY : Math.max(Math.floor(tilesMax / loud.length), 1);
  const quiet = teams.filter(({ affected, unknown }) => affected + unknown === 0);
  return {
    rows: loud.map(({ team, affected, unknown, clean, services }) => {
      const tiles = services.slice(0, perTeam);
      return { team, affected, unknown, clean, tiles, rest: affected + unknown - tiles.length };
    }),
    size: wanted <= 400 ? 18 : wanted <= 1_500 ? 12 : 8,
    quiet: { teams: quiet.length, services: quiet.reduce((sum, { clean }) => sum + clean, 0) },
  };
}
