import type { ClientBase } from "pg";
import type { AwsResourceType } from "@/lib/aws/model";

export type MappingRule = {
  id: number;
  position: number;
  type: AwsResourceType;
  account: string | null;
  name: string;
  label: string | null;
  artifactId: number;
  createdBy: string;
  createdAt: Date;
};

/** Every rule, in the order in which they count. */
export async function selectRules(on: ClientBase): Promise<MappingRule[]> {
  const { rows } = await on.query<MappingRule>({
    name: "aws-mapping-rules",
    text: `select id, position, type, account, name, label, artifact_id as "artifactId", created_by as "createdBy", created_at as "createdAt"
      from aws_mapping_rule order by position, id`,
  });
  return rows;
}
