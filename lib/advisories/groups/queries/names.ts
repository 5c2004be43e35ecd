import type { ClientBase } from "pg";
import { BinaryCopy } from "@/lib/db/binary-copy";

const settleRows = 500;

/** The names of groups, with the group of each. */
export async function selectNames(on: ClientBase, groups: readonly number[]): Promise<{ name: string; group: number }[]> {
  const { rows } = await on.query<{ name: string; group: number }>({
    name: "groups-names",
    text: `select name, vulnerability_id as "group" from vulnerability_alias where vulnerability_id = any($1::int4[])`,
    values: [groups],
  });
  return rows;
}

export async function deleteNames(on: ClientBase, names: readonly string[]): Promise<void> {
  await on.query({ name: "groups-delete-names", text: "delete from vulnerability_alias where name = any($1::text[])", values: [names] });
}

export async function copyNames(on: ClientBase, names: readonly { name: string; group: number }[]): Promise<void> {
  await BinaryCopy.into(on, "vulnerability_alias", ["name", "vulnerability_id"], async (copy) => {
    for (const { name, group } of names) {
      copy.begin();
      copy.text(name);
      copy.int4(group);
      if (copy.rows % settleRows === 0) await copy.settle();
    }
  });
}
