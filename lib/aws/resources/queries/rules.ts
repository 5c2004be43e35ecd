import type { ClientBase } from "pg";
import type { AwsResourceType } from "@/lib/aws/model";
import type { ArtifactNames } from "./artifacts";

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

/** A rule with its artifact as people know it. */
export type NamedRule = MappingRule & ArtifactNames;

const named = `select r.id, r.position, r.type, r.account, r.name, r.label, r.artifact_id as "artifactId", r.created_by as "createdBy", r.created_at as "createdAt",
  s.slug, s.name as "serviceName", a.kind, a.name as "artifactName", a.ref
  from aws_mapping_rule r join artifact a on a.id = r.artifact_id join service s on s.id = a.service_id`;

export async function selectNamedRules(on: ClientBase): Promise<NamedRule[]> {
  return (await on.query<NamedRule>(`${named} order by r.position, r.id`)).rows;
}

export type NewRule = Omit<MappingRule, "id">;

/** Adds a rule; those from its position on go one further. Returns its id. */
export async function insertRule(on: ClientBase, rule: NewRule): Promise<number> {
  await on.query("update aws_mapping_rule set position = position + 1 where position >= $1", [rule.position]);
  const { rows } = await on.query<{ id: number }>(
    `insert into aws_mapping_rule (position, type, account, name, label, artifact_id, created_by, created_at) values ($1, $2, $3, $4, $5, $6, $7, $8) returning id`,
    [rule.position, rule.type, rule.account, rule.name, rule.label, rule.artifactId, rule.createdBy, rule.createdAt],
  );
  if (!rows[0]) throw new Error("An insert returns its row.");
  return rows[0].id;
}

/** Removes a rule; those after it move up. */
export async function deleteRuleRow(on: ClientBase, { id, position }: Pick<MappingRule, "id" | "position">): Promise<void> {
  await on.query("delete from aws_mapping_rule where id = $1", [id]);
  await on.query("update aws_mapping_rule set position = position - 1 where position > $1", [position]);
}

/** Gives each rule its place in the list. */
export async function updateOrder(on: ClientBase, ids: readonly number[]): Promise<void> {
  await on.query("update aws_mapping_rule r set position = o.position from unnest($1::int[]) with ordinality as o (id, position) where r.id = o.id", [ids]);
}

export type RuleReach = Pick<MappingRule, "type" | "account" | "name">;

/**
 * Resources that a rule may reach, whatever their labels: those of its type, account and name that no digest tells. LIKE is the same
 * pattern as the glob, with other signs.
 */
export async function selectReached(on: ClientBase, { type, account, name }: RuleReach): Promise<number[]> {
  const pattern = name
    .replace(/[\\%_]/g, "\\$&")
    .replaceAll("*", "%")
    .replaceAll("?", "_");
  const { rows } = await on.query<{ id: number }>(
    `select r.id from aws_resource r where r.type = $1 and ($2::text is null or r.account = $2) and r.name like $3
       and not exists (select from aws_resource_artifact m where m.resource_id = r.id and m.by in ('digest', 'index')) order by r.id`,
    [type, account, pattern],
  );
  return rows.map(({ id }) => id);
}

/** Resources that are mapped by a rule now. */
export async function selectRuled(on: ClientBase): Promise<number[]> {
  const { rows } = await on.query<{ id: number }>(`select resource_id as id from aws_resource_artifact where by = 'rule' order by 1`);
  return rows.map(({ id }) => id);
}
