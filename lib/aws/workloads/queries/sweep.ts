import type { ClientBase, Pool } from "pg";
import type { StoredReport } from "./workloads";

export type SeenPlace = { account: string; cluster: string; environment: string | null };

/** Where things were seen to run, with the environment that this was taken for, and whether anything runs there. */
export async function selectSeenPlaces(on: ClientBase | Pool): Promise<(SeenPlace & { runs: boolean })[]> {
  const text = "select account, cluster, environment, bool_or(stopped_at is null and missing_at is null) as runs from aws_workload group by 1, 2, 3";
  return (await on.query<SeenPlace & { runs: boolean }>(text)).rows;
}

/** Takes places for other environments; returns the digests of what was seen there. */
export async function updateEnvironments(on: ClientBase, places: readonly SeenPlace[]): Promise<string[]> {
  const { rows } = await on.query<{ digest: string }>(
    `with moved as (update aws_workload w set environment = n.environment from unnest($1::text[], $2::text[], $3::text[]) as n(account, cluster, environment)
       where w.account = n.account and w.cluster = n.cluster and w.environment is distinct from n.environment returning w.digest)
     select distinct digest from moved`,
    [places.map(({ account }) => account), places.map(({ cluster }) => cluster), places.map(({ environment }) => environment)],
  );
  return rows.map(({ digest }) => digest);
}

/** What runs in accounts that are not in the settings any more is not observed any more; returns its digests. */
export async function endForgottenAccounts(on: ClientBase, at: Date): Promise<string[]> {
  const { rows } = await on.query<{ digest: string }>(
    `with ended as (update aws_workload w set missing_at = $1 where w.stopped_at is null and w.missing_at is null and w.environment is not null
       and not exists (select from aws_account a where a.account_id = w.account) returning w.digest)
     select distinct digest from ended`,
    [at],
  );
  return rows.map(({ digest }) => digest);
}

export type Stopped = Omit<StoredReport, "stoppedAt"> & { stoppedAt: Date };

const columns = `key, kind, account, region, cluster, group_name as "group", digest, started_at as "startedAt",
  greatest(coalesce(stopped_at, missing_at), started_at) as "stoppedAt", version::float8 as version, environment`;

/** What stopped before the moment and was not summed up yet; some of it. */
export async function selectStopped(on: ClientBase, before: Date, { past, limit }: { past: string; limit: number }): Promise<Stopped[]> {
  const text = `select ${columns} from aws_workload where coalesce(stopped_at, missing_at) < $1 and not starts_with(key, $2) order by key limit $3`;
  return (await on.query<Stopped>(text, [before, past, limit])).rows;
}

/** What was summed up of these digests. */
export async function selectPast(on: ClientBase, digests: readonly string[], past: string): Promise<Stopped[]> {
  return (await on.query<Stopped>(`select ${columns} from aws_workload where digest = any($1::text[]) and starts_with(key, $2)`, [digests, past])).rows;
}

export async function deleteWorkloads(on: ClientBase, keys: readonly string[]): Promise<void> {
  await on.query("delete from aws_workload where key = any($1::text[])", [keys]);
}
