import type { ClientBase, Pool } from "pg";
import { newsMax } from "./schemas";

/** Until when a person has seen everything; null: never said so. */
export async function selectLookedAt(on: Pool | ClientBase, userId: string): Promise<Date | null> {
  const { rows } = await on.query<{ lookedAt: Date | null }>(`select looked_at as "lookedAt" from app_user where id = $1`, [userId]);
  return rows[0]?.lookedAt ?? null;
}

/** A moment before the one that is stored changes nothing: another window was looked at later. */
export async function updateLookedAt(on: Pool | ClientBase, userId: string, at: Date): Promise<void> {
  await on.query("update app_user set looked_at = $2 where id = $1 and (looked_at is null or looked_at < $2)", [userId, at]);
}

export type NewsRow = { opened: number; grave: number; decided: number; waiting: number; assigned: number; comments: number };

const waits = `not exists (select from decision_effect e where e.decision_id = d.id) and not exists (select from decision_end w where w.decision_id = d.id)`;

/** What happened since a moment that concerns a person, each counted up to `newsMax`. */
export async function selectNews(client: ClientBase, userId: string, since: Date): Promise<NewsRow> {
  const { rows } = await client.query<NewsRow>({
    name: "finding-news",
    text: `with opened as (select grave from open_finding where opened_at > $2 and state in ('undecided', 'affected', 'under_investigation') limit ${newsMax})
      select (select count(*)::int from opened) as opened, (select count(*)::int from opened where grave) as grave,
        (select count(*)::int from (select from decision d join decision_effect e on e.decision_id = d.id where e.from_at > $2 and d.requester <> $3 limit ${newsMax}) x) as decided,
        (select count(*)::int from (select from decision d where d.needs_approval and d.approve_by > $4 and d.requester <> $3 and ${waits} limit ${newsMax}) x) as waiting,
        (select count(distinct (n.service_id, n.package_id, n.names))::int from finding_note n where n.at > $2 and n.kind = 'assignee' and n.assignee_id = $1
          and n.by_id is distinct from $3) as assigned,
        (select count(*)::int from (select from finding_note n where n.at > $2 and n.kind = 'comment' and n.text is not null and n.by_id is distinct from $3
          and exists (select from finding_note o where o.service_id = n.service_id and o.package_id = n.package_id and o.names && n.names
            and ((o.kind = 'comment' and o.by_id = $3) or (o.kind = 'assignee' and o.assignee_id = $1))) limit ${newsMax}) x) as comments`,
    values: [userId, since, `user:${userId}`, new Date()],
  });
  const [row] = rows;
  if (row === undefined) throw new Error("A statement without a table has one row.");
  return row;
}
