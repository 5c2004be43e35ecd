import type { ClientBase } from "pg";

/** Gives an artifact other names. False: its service has another artifact of the same kind with these. */
export async function updateNames(on: ClientBase, id: number, name: string, ref: string): Promise<boolean> {
  const { rowCount } = await on.query(
    `update artifact a set name = $2, ref = $3 where a.id = $1 and not exists (
       select from artifact b where b.service_id = a.service_id and b.kind = a.kind and b.name = $2 and b.ref = $3 and b.id <> a.id)`,
    [id, name, ref],
  );
  return rowCount === 1;
}
