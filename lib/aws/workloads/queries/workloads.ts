import type { ClientBase, Pool } from "pg";
import type { Choice } from "../choose-builds";
import type { AccountEnvironment } from "../environment-of-workload";
import type { Report } from "../latest-report";
import { restartMsMax, type Stretch } from "../merge-stretches";

/** What the settings say of the environments of all accounts. */
export async function selectAccountEnvironments(on: ClientBase | Pool): Promise<AccountEnvironment[]> {
  const { rows } = await on.query<AccountEnvironment>(`select account_id as account, environment, clusters from aws_account`);
  return rows;
}

const columns = `key, kind, account, region, cluster, group_name as "group", digest, started_at as "startedAt", stopped_at as "stoppedAt", version::float8 as version, environment`;

export type StoredReport = Report & { environment: string | null };

export async function selectReports(on: ClientBase | Pool, keys: readonly string[]): Promise<StoredReport[]> {
  return (await on.query<StoredReport>(`select ${columns} from aws_workload where key = any($1::text[])`, [keys])).rows;
}

/** Stores reports that count. */
export async function upsertReports(on: ClientBase, reports: readonly StoredReport[], at: Date): Promise<void> {
  const column = <K extends keyof (typeof reports)[number]>(name: K) => reports.map((report) => report[name]);
  await on.query(
    `insert into aws_workload (key, kind, account, region, cluster, group_name, digest, started_at, stopped_at, version, environment, seen_at)
     select n.*, $12 from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::timestamptz[], $9::timestamptz[],
       $10::bigint[], $11::text[]) as n
     on conflict (key) do update set kind = excluded.kind, account = excluded.account, region = excluded.region, cluster = excluded.cluster,
       group_name = excluded.group_name, digest = excluded.digest, started_at = excluded.started_at, stopped_at = excluded.stopped_at,
       version = excluded.version, environment = excluded.environment, seen_at = excluded.seen_at`,
    [
      column("key"),
      column("kind"),
      column("account"),
      column("region"),
      column("cluster"),
      column("group"),
      column("digest"),
      column("startedAt"),
      column("stoppedAt"),
      column("version"),
      column("environment"),
      at,
    ],
  );
}

/** When and where what these choices say ran: in one row what overlaps, or is near enough, of a digest in a cluster or function. */
export async function selectStretches(on: ClientBase, choices: readonly Choice[]): Promise<Stretch[]> {
  const { rows } = await on.query<Stretch>(
    `select s.artifact_id as "artifactId", s.seq, s.environment, s.kind, s.digest, s.seen_in as "seenIn", lower(r) as "from", upper(r) as until
     from (select c.artifact_id, c.seq, w.environment, w.kind, w.digest, case w.kind when 'lambda' then w.group_name else w.cluster end as seen_in,
         range_agg(tstzrange(w.started_at, case when coalesce(w.stopped_at, w.missing_at) is not null
           then greatest(coalesce(w.stopped_at, w.missing_at), w.started_at) + $6 * interval '1 millisecond' end)) as ranges
       from unnest($1::text[], $2::int[], $3::int[], $4::timestamptz[], $5::timestamptz[]) as c(digest, artifact_id, seq, since, until)
       join aws_workload w on w.digest = c.digest and (c.since is null or w.started_at >= c.since) and (c.until is null or w.started_at < c.until)
       where w.environment is not null group by 1, 2, 3, 4, 5, 6) s cross join lateral unnest(s.ranges) as r`,
    [
      choices.map(({ digest }) => digest),
      choices.map(({ artifactId }) => artifactId),
      choices.map(({ seq }) => seq),
      choices.map(({ since }) => since),
      choices.map(({ until }) => until),
      restartMsMax,
    ],
  );
  return rows;
}
