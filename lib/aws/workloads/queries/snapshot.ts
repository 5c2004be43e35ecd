import type { ClientBase, Pool } from "pg";
import type { Workload } from "../../model";
import type { StoredReport } from "./workloads";

/** What is listed runs, also where an earlier listing did not have it; returns the digests of what is back. */
export async function clearMissing(on: ClientBase, keys: readonly string[], at: Date): Promise<string[]> {
  const { rows } = await on.query<{ digest: string }>(
    "update aws_workload w set missing_at = null from unnest($1::text[]) as k(key) where w.key = k.key and w.missing_at < $2 returning w.digest",
    [keys, at],
  );
  return rows.map(({ digest }) => digest);
}

/**
 * What runs there and is not among the keys has stopped by then; returns its digests. What was heard of since the listing began is left alone, and
 * what is of a task or a function that is `unread`. Unpublished code of a function ended when other code of it began.
 */
export async function markMissing(
  on: ClientBase,
  { kind, account, region }: Pick<Workload, "kind" | "account" | "region">,
  { keys, unread, at }: { keys: readonly string[]; unread: readonly string[]; at: Date },
): Promise<string[]> {
  const { rows } = await on.query<{ digest: string }>(
    `update aws_workload w set missing_at = coalesce((select min(n.started_at) from aws_workload n where w.kind = 'lambda' and n.kind = 'lambda'
         and n.account = w.account and n.region = w.region and n.group_name = w.group_name and split_part(n.key, ' ', 1) = split_part(w.key, ' ', 1)
         and n.started_at > w.started_at and n.started_at < $4), $4)
     where w.kind = $1 and w.account = $2 and w.region = $3 and w.stopped_at is null and w.missing_at is null and w.seen_at < $4 and w.started_at < $4
       and not exists (select from unnest($5::text[]) as k(key) where k.key = w.key)
       and not exists (select from unnest($6::text[]) as u(name)
         where u.name = case w.kind when 'ecs' then regexp_replace(w.key, '/[^/]*$', '') else split_part(w.key, ' ', 1) end) returning w.digest`,
    [kind, account, region, at, keys, unread],
  );
  return rows.map(({ digest }) => digest);
}

/** Code of a function or version that was seen. `runs`: also where it ended only after the moment that was asked for. */
export type KnownCode = { key: string; arn: string; digest: string; startedAt: Date; runs: boolean };

/** What is known of the code of these functions and versions, the first begun first. */
export async function selectFunctionCode(
  on: ClientBase | Pool,
  { account, region }: Pick<Workload, "account" | "region">,
  { arns, at }: { arns: readonly string[]; at: Date },
): Promise<KnownCode[]> {
  const { rows } = await on.query<KnownCode>(
    `select key, split_part(key, ' ', 1) as arn, digest, started_at as "startedAt", stopped_at is null and (missing_at is null or missing_at >= $4) as runs
     from aws_workload where kind = 'lambda' and account = $1 and region = $2 and split_part(key, ' ', 1) = any($3::text[]) order by started_at, key`,
    [account, region, arns, at],
  );
  return rows;
}

/** An image of ECR that is an artifact of the inventory, or was seen to run. */
export type AskedImage = { key: string; digest: string };

/** The images of an account and region that clusters may run and that are worth asking for, those that run first. */
export async function selectImages(
  on: ClientBase | Pool,
  { account, region }: { account: string; region: string },
): Promise<(AskedImage & { runs: boolean })[]> {
  const { rows } = await on.query<AskedImage & { runs: boolean }>(
    `select r.key, r.digest, exists (select from aws_workload w where w.kind = 'eks' and w.digest = r.digest and w.stopped_at is null and w.missing_at is null) as runs
     from aws_resource r where r.type = 'AWS_ECR_CONTAINER_IMAGE' and r.account = $1 and r.region = $2 and r.digest is not null
       and exists (select from aws_resource_artifact m where m.resource_id = r.id) order by runs desc, r.key`,
    [account, region],
  );
  return rows;
}

/** What of these digests runs in clusters of Kubernetes. */
export async function selectRunningInClusters(on: ClientBase | Pool, digests: readonly string[]): Promise<StoredReport[]> {
  const { rows } = await on.query<StoredReport>(
    `select key, kind, account, region, cluster, group_name as "group", digest, started_at as "startedAt", stopped_at as "stoppedAt",
       version::float8 as version, environment from aws_workload where kind = 'eks' and digest = any($1::text[]) and stopped_at is null and missing_at is null`,
    [digests],
  );
  return rows;
}
