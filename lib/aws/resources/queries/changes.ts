import type { ClientBase } from "pg";
import type { AwsResourceType } from "@/lib/aws/model";

export type ResourceRef = { id: number; key: string; type: AwsResourceType; account: string; name: string };

/** The first of these resources, by name. */
export async function selectResourceRefs(on: ClientBase, ids: readonly number[], limit: number): Promise<ResourceRef[]> {
  const { rows } = await on.query<ResourceRef>(`select id, key, type, account, name from aws_resource where id = any($1::int[]) order by name, id limit $2`, [
    ids,
    limit,
  ]);
  return rows;
}
