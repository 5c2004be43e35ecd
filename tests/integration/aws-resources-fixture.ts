import { createHash } from "node:crypto";
import type { Pool, PoolClient } from "pg";
import type { AwsResource } from "@/lib/aws/model";
import { mapResources } from "@/lib/aws/resources/map-resources";
import type { Mapping } from "@/lib/aws/resources/mapping";
import { inTransaction } from "@/lib/db/transaction";

/** A digest that is told by a word. */
export const digestOf = (word: string): string => `sha256:${createHash("sha256").update(word).digest("hex")}`;

let resources = 0;

/** Stores a resource as AWS said it just now; returns its id. */
export async function giveResource(on: Pool | PoolClient, said: Partial<AwsResource>): Promise<number> {
  const type = said.type ?? "AWS_ECR_CONTAINER_IMAGE";
  const { rows } = await on.query<{ id: number }>(
    `insert into aws_resource (key, type, type_name, account, region, name, tags, labels, digest, said_at, first_seen_at)
     values ($1, $2, $2, $3, 'eu-west-1', $4, $5, $6, $7, now(), now()) returning id`,
    [
      said.key ?? `arn:test:${++resources}`,
      type,
      said.account ?? "111122223333",
      said.name ?? "repository",
      said.tags ?? [],
      said.labels ?? {},
      said.digest ?? null,
    ],
  );
  return rows[0]?.id ?? 0;
}

export const mapAll = (pool: Pool, resourceIds: readonly number[]) => inTransaction((client) => mapResources(client, { resourceIds, at: new Date() }), pool);

/** What is stored: `resource artifact build way`, sorted. */
export async function mappingsOf(pool: Pool): Promise<string[]> {
  const { rows } = await pool.query<Mapping>(
    `select resource_id as "resourceId", artifact_id as "artifactId", build_seq as "buildSeq", by from aws_resource_artifact`,
  );
  return rows.map(inShort).sort();
}

export const inShort = ({ resourceId, artifactId, buildSeq, by }: Mapping): string => `${resourceId} ${artifactId} ${buildSeq ?? "-"} ${by}`;
