import type { ClientBase } from "pg";
import { int4Array } from "@/lib/db/binary-arrays";
import { int4Column } from "@/lib/db/binary-columns";

/** Of these packages, those of which any advisory says something. Not named: a plan kept from an empty mirror may read all of it for each package. */
export async function selectNamedPackages(on: ClientBase, packageIds: readonly number[]): Promise<Set<number>> {
  const { rows } = await on.query<{ ids: Buffer }>(
    `select coalesce(string_agg(int4send(wanted.id), ''::bytea), '') as ids from unnest($1::int4[]) as wanted(id)
      where coalesce((select true from affected_range row where row.package_id = wanted.id limit 1), (select true from affected_version row where row.package_id = wanted.id limit 1))`,
    [int4Array([...new Set(packageIds)])],
  );
  return new Set(int4Column(rows[0]?.ids ?? Buffer.alloc(0)));
}
