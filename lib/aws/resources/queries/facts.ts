import type { ClientBase } from "pg";
import type { AwsResourceType } from "@/lib/aws/model";

export type ResourceFacts = {
  id: number;
  type: AwsResourceType;
  account: string;
  name: string;
  labels: Record<string, string>;
  digest: string | null;
};

/** What mapping looks at, of those of these resources that are mapped by it: all but the SBOMs that were scanned. */
export async function selectResourceFacts(on: ClientBase, ids: readonly number[]): Promise<ResourceFacts[]> {
  const { rows } = await on.query<ResourceFacts>({
    name: "aws-resource-facts",
    text: `select id, type, account, name, labels, digest from aws_resource where id = any($1::int[]) and type <> 'SBOM' order by id`,
    values: [ids],
  });
  return rows;
}
