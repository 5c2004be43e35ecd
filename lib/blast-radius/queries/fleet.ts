import type { ClientBase } from "pg";
import { int4Column } from "@/lib/db/binary-columns";
import { conditions, type OwnerRow, ownerColumns, Parameters, toTeamRef } from "@/lib/inventory/read";
import type { TeamRef } from "@/lib/inventory/read/schemas";
import { type Fleet, toFleet } from "../hits";
import { artifactFilter, type Facets, serviceFilter } from "./filters";
import { ask } from "./kept-plans";

type Columns = { ids: Buffer; teams: Buffer; slugs: string[]; artifacts: Buffer; owners: Buffer };

/** All services and artifacts that are asked about, in a row of columns: for answers that touch most of them. */
export async function selectFleet(client: ClientBase, facets: Facets): Promise<Fleet> {
  const parameters = new Parameters();
  const services = conditions("where", serviceFilter(facets, parameters));
  const artifacts = conditions("where", artifactFilter(facets, parameters));
  const text = `select s.*, a.* from
    (select coalesce(string_agg(int4send(s.id), ''), '') as ids, coalesce(string_agg(int4send(coalesce(s.team_id, 0)), ''), '') as teams,
            coalesce(json_agg(s.slug), '[]') as slugs from service s ${services}) s
    cross join (select coalesce(string_agg(int4send(a.id), ''), '') as artifacts, coalesce(string_agg(int4send(a.service_id), ''), '') as owners
                from artifact a ${artifacts}) a`;
  const [columns] = await ask<Columns>(client, { what: "fleet", facets }, text, parameters);
  if (!columns) throw new Error("Aggregates give one row.");
  const ids = int4Column(columns.ids);
  const teams = int4Column(columns.teams);
  const all = Array.from(ids, (id, place) => ({ id, slug: columns.slugs[place] ?? "", teamId: teams[place] || null }));
  return toFleet(all, int4Column(columns.artifacts), int4Column(columns.owners));
}

export type TeamRow = TeamRef & { id: number };

/** All teams; a fleet has some dozens. */
export async function selectTeams(client: ClientBase): Promise<TeamRow[]> {
  const { rows } = await client.query<OwnerRow & { id: number }>({ name: "blast-radius-teams", text: `select t.id, ${ownerColumns} from team t` });
  return rows.flatMap(({ id, ...owner }) => {
    const team = toTeamRef(owner);
    return team ? [{ id, ...team }] : [];
  });
}
