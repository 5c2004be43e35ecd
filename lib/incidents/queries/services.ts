import type { ClientBase, Pool } from "pg";
import { type OwnerRow, toTeamRef } from "@/lib/inventory/read/present";
import { ownerColumns } from "@/lib/inventory/read/queries/owner-columns";
import type { IncidentService } from "../schemas";

export type ServiceName = { id: number; slug: string; name: string; team: IncidentService["team"] };
type Row = OwnerRow & Omit<ServiceName, "team">;

const columns = `s.id, s.slug, s.name, ${ownerColumns}`;
const toName = ({ id, slug, name, ...owner }: Row): ServiceName => ({ id, slug, name, team: toTeamRef(owner) });

/** Services with their owners of today and where these are reached, by id. */
export async function selectServiceNames(db: ClientBase | Pool, ids: readonly number[]): Promise<Map<number, ServiceName>> {
  const { rows } = await db.query<Row>({
    text: `select ${columns} from service s left join team t on t.id = s.team_id where s.id = any($1::int[])`,
    values: [ids],
  });
  return new Map(rows.map((row) => [row.id, toName(row)]));
}

export async function selectServiceBySlug(db: ClientBase, slug: string): Promise<ServiceName | null> {
  const { rows } = await db.query<Row>({ text: `select ${columns} from service s left join team t on t.id = s.team_id where s.slug = $1`, values: [slug] });
  return rows[0] ? toName(rows[0]) : null;
}
