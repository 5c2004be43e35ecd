import type { ClientBase, Pool } from "pg";
import type { IncidentService } from "../schemas";

export type ServiceName = { id: number; slug: string; name: string; team: IncidentService["team"] };

const columns = `s.id, s.slug, s.name, case when t.id is not null then json_build_object('slug', t.slug, 'name', t.name, 'contact', t.contact) end as team`;

/** Services with their owners of today, by id. */
export async function selectServiceNames(db: ClientBase | Pool, ids: readonly number[]): Promise<Map<number, ServiceName>> {
  const { rows } = await db.query<ServiceName>({
    text: `select ${columns} from service s left join team t on t.id = s.team_id where s.id = any($1::int[])`,
    values: [ids],
  });
  return new Map(rows.map((row) => [row.id, row]));
}

export async function selectServiceBySlug(db: ClientBase, slug: string): Promise<ServiceName | null> {
  const { rows } = await db.query<ServiceName>({
    text: `select ${columns} from service s left join team t on t.id = s.team_id where s.slug = $1`,
    values: [slug],
  });
  return rows[0] ?? null;
}
