import Link from "next/link";
import { TileStrip } from "@/components/blast-radius/tile-strip";
import { tilesOf } from "@/components/blast-radius/tiles";
import { type View, viewHref } from "@/components/blast-radius/view";
import { WhomToAsk } from "@/components/teams/whom-to-ask";
import { EmptyState } from "@/components/ui/empty-state";
import { count, percent, plural } from "@/components/ui/number-format";
import { Table, TableFrame, Td, Th } from "@/components/ui/table";
import { VisibleText } from "@/components/ui/visible-text";
import type { TeamGrid } from "@/lib/blast-radius/pictures/grid";
import { visible } from "@/lib/text/visible.mjs";

/** Team by service as a picture: a tile for each affected and unknown service. The same stands in figures beside each strip. */
export function TeamsTab({ grid, view }: { grid: TeamGrid; view: View }) {
  const { rows, size, quiet } = tilesOf(grid.data);
  if (rows.length === 0)
    return (
      <div className="panel">
        <EmptyState title="No team has an affected or an unknown service">
          <p>{plural(quiet.services, "service")} could be judged and hold nothing of it.</p>
        </EmptyState>
      </div>
    );
  return (
    <>
      <ul aria-label="Signs of the picture" className="mb-2.5 flex flex-wrap gap-x-4 gap-y-1 text-muted text-xs">
        <li className="inline-flex items-center gap-1.5">
          <span aria-hidden className="size-3 rounded-xs bg-affected" /> affected
        </li>
        <li className="inline-flex items-center gap-1.5">
          <span aria-hidden className="size-3 rounded-xs border-2 border-unknown border-dashed" /> unknown
        </li>
        <li>A tile is a service: choose it to see its rows. Arrow keys move among the tiles.</li>
      </ul>
      <TableFrame label="Services by team">
        <Table stack>
          <thead>
            <tr>
              <Th>Team</Th>
              <Th>Whom to ask</Th>
              <Th className="text-right">Affected</Th>
              <Th className="text-right">Unknown</Th>
              <Th className="text-right">Clean</Th>
              <Th className="text-right">Coverage</Th>
              <Th className="w-[46%]">Services</Th>
            </tr>
          </thead>
          <tbody>
            {rows.map(({ team, affected, unknown, clean, tiles, rest }, place) => (
              <tr key={team?.slug ?? ""} className="align-top hover:bg-hover">
                <Td className="max-w-56 truncate font-medium max-md:basis-full">
                  <Link data-row href={viewHref(view, { team: [team?.slug ?? "none"], tab: "services" })} className="link" title={visible(team?.name ?? "")}>
                    <VisibleText text={team?.name ?? "Without a team"} />
                  </Link>
                </Td>
                <Td label="Whom to ask" className="max-w-44 truncate text-muted">
                  <WhomToAsk team={team} />
                </Td>
                <Td label="Affected" className={affected > 0 ? "text-right font-semibold text-affected" : "text-right text-muted"}>
                  {count(affected)}
                </Td>
                <Td label="Unknown" className={unknown > 0 ? "text-right font-semibold text-unknown" : "text-right text-muted"}>
                  {count(unknown)}
                </Td>
                <Td label="Clean" className="text-right">
                  {count(clean)}
                </Td>
                <Td label="Coverage" className="text-right text-muted">
                  {percent(affected + clean, affected + clean + unknown)}
                </Td>
                <Td className="whitespace-normal max-md:basis-full lg:max-w-0">
                  <TileStrip
                    team={team?.name ?? "Without a team"}
                    isFirst={place === 0}
                    size={size}
                    rest={rest}
                    tiles={tiles.map((tile) => ({ ...tile, href: viewHref(view, { service: [tile.service], tab: "services" }) }))}
                  />
                </Td>
              </tr>
            ))}
          </tbody>
        </Table>
      </TableFrame>
      {quiet.teams > 0 ? (
        <p className="mt-2 text-muted">
          {plural(quiet.teams, "more team")} with {plural(quiet.services, "service")}, all of them clean.
        </p>
      ) : null}
    </>
  );
}
