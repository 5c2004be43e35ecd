import type { ClientBase, Pool } from "pg";
import type { IndicatorListRef } from "./schemas";

export type ListRow = Omit<IndicatorListRef, "createdAt"> & { createdAt: Date };
type NewList = ListRow & { fingerprint: Buffer; content: Buffer };

const columns = `id, format, size_bytes as "sizeBytes", lines, indicators, rejected, options, created_by as "createdBy", created_at as "createdAt"`;

/** Adds the list unless it is there; `null`: it was, and nothing is changed. */
export async function insertList(client: ClientBase, list: NewList): Promise<ListRow | null> {
  const { rows } = await client.query<ListRow>({
    text: `insert into indicator_list (id, fingerprint, content, size_bytes, options, format, lines, indicators, rejected, created_by, created_at)
      values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) on conflict (fingerprint) do nothing returning ${columns}`,
    values: [
      list.id,
      list.fingerprint,
      list.content,
      list.sizeBytes,
      JSON.stringify(list.options),
      list.format,
      list.lines,
      list.indicators,
      list.rejected,
      list.createdBy,
      list.createdAt,
    ],
  });
  return rows[0] ?? null;
}

export async function selectListByFingerprint(db: ClientBase | Pool, fingerprint: Buffer): Promise<ListRow | null> {
  const { rows } = await db.query<ListRow>({ text: `select ${columns} from indicator_list where fingerprint = $1`, values: [fingerprint] });
  return rows[0] ?? null;
}

export async function selectListWithContent(db: ClientBase | Pool, id: string): Promise<(ListRow & { content: Buffer }) | null> {
  const { rows } = await db.query<ListRow & { content: Buffer }>({
    name: "indicator-list-content",
    text: `select ${columns}, content from indicator_list where id = $1`,
    values: [id],
  });
  return rows[0] ?? null;
}
