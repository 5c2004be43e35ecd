import type { ClientBase } from "pg";

/** Gives an artifact other names. False: its service has another artifact of the same kind with these. */
export async function updateNames(on: ClientBase, { id, name, ref, at }: { id: number; name: string; ref: string; at: Date }): Promise<boolean> {
  const { rowCount } = await on.query(
    `update artifact a set name = $2, ref = $3, renamed_at = case when a.name = $2 then a.renamed_at else $4 end where a.id = $1 and not exists (
       select from artifact b where b.service_id = a.service_id and b.kind = a.kind and b.name = $2 and b.ref = $3 and b.id <> a.id)`,
    [id, name, ref, at],
  );
  return rowCount === 1;
}
