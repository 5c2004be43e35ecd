import type pg from "pg";

/** How many findings stand open, how many were closed in two years, and of how many vulnerabilities. */
export type FindingsFleet = { open: number; closed: number; vulnerabilities: number };
export type LoadedFindings = { open: number; closed: number; vulnerabilities: number };

/** Closed findings of one past presence: versions that left had several vulnerabilities each. */
const closedEach = 5;

/**
 * Writes findings beside the fleet: vulnerabilities with an advisory each, matches with the next version as the fix, open findings of what the newest builds hold
 * and closed ones of what they held, over two years; tiers of services and where builds run. What follows from them is not written.
 */
export async function loadFindings(client: pg.Client, { open, closed, vulnerabilities }: FindingsFleet): Promise<LoadedFindings> {
  await client.query("set work_mem = '256MB'");
  const first = await insertVulnerabilities(client, vulnerabilities);
  const indexes = await dropIndexes(client, ["finding", "open_finding"]);
  for (const text of chosen) await client.query(text);
  await client.query(insertMatches, [first, vulnerabilities, open]);
  await client.query(insertRanges);
  await client.query(insertOpen);
  // Sorted as it is to be inserted, by an index, it would look for each row's version in a list.
  await client.query("set enable_nestloop = off");
  await client.query(insertClosed, [first, vulnerabilities, closed]);
  await client.query("reset enable_nestloop");
  for (const text of indexes) await client.query(text);
  for (const text of places) await client.query(text);
  await client.query("drop table bench_version, bench_chosen");
  await client.query("reset work_mem");
  await client.query("vacuum (analyze) finding");
  await client.query("analyze");
  const { rows } = await client.query<LoadedFindings>(
    `select count(*) filter (where closed_at is null)::int as open, count(*) filter (where closed_at is not null)::int as closed,
       count(distinct vulnerability_id)::int as vulnerabilities from finding`,
  );
  return rows[0] ?? { open: 0, closed: 0, vulnerabilities: 0 };
}

/** One in a hundred is known to be exploited and one in four hundred is malware; most have a low EPSS. Returns the first id. */
export async function insertVulnerabilities(client: pg.Client, count: number): Promise<number> {
  const { rows } = await client.query<{ first: number }>(
    `with v as (insert into vulnerability (display_id, kind, ids, summary, severity, severity_rank, severity_score, epss, kev_added_on, published_at, modified_at, created_at)
        select 'CVE-2030-' || n, case when n % 400 = 0 then 'malware' else 'vulnerability' end, array['CVE-2030-' || n, 'GHSA-bnch-' || n], 'A flaw of the bench',
          (array['critical', 'high', 'high', 'medium', 'medium', 'medium', 'medium', 'low'])[1 + n % 8], (array[5, 4, 4, 3, 3, 3, 3, 2])[1 + n % 8], 9.8 - n % 60 / 10.0,
          (0.97 * power((n * 7919 % 1000) / 1000.0, 6))::real, case when n % 100 = 7 then date '2026-01-01' + n % 300 end, now() - n % 900 * interval '1 day', now(), now()
        from generate_series(10001, 10000 + $1::int) n returning id, display_id, ids),
      names as (insert into vulnerability_alias select unnest(ids), id from v),
      a as (insert into advisory (source, key, kind, vulnerability_id, modified_at, aliases, feed_ids, digest, raw, revision)
        select 'osv', ids[2], 'vulnerability', id, now(), array[display_id], '{}', '', '', 32767 from v)
      select min(id) as first from v`,
    [count],
  );
  return rows[0]?.first ?? 1;
}

/** Drops the indexes of tables but their primary keys'; returns the statements that make them again, as PostgreSQL has them. */
export async function dropIndexes(client: pg.Client, tables: readonly string[]): Promise<string[]> {
  const { rows } = await client.query<{ name: string; definition: string }>(
    `select i.relname as name, pg_get_indexdef(i.oid) as definition from pg_index x join pg_class i on i.oid = x.indexrelid
     where x.indrelid = any($1::text[]::regclass[]) and not x.indisprimary`,
    [tables],
  );
  for (const { name } of rows) await client.query(`drop index "${name}"`);
  return rows.map(({ definition }) => definition);
}

const chosen = [
  `create temporary table bench_version as
     select package_version_id as id, count(*) filter (where to_seq is null) as current, count(*) filter (where to_seq is not null) as past from presence group by 1`,
  // What fixes a version is the next one of its package.
  `create temporary table bench_chosen as
     select b.*, sum(current) over w as currents, sum(past) over w as pasts,
       (select n.version from package_version n where n.package_id = v.package_id and n.version_key > v.version_key order by n.version_key limit 1) as fixed
     from bench_version b join package_version v using (id) window w as (order by hashint4(id), id)`,
  "analyze bench_chosen",
];

// $1 first vulnerability, $2 how many, $3 findings that are wanted.
const insertMatches = `insert into match (package_version_id, advisory_id, vulnerability_id, state, reason, fixed)
  select c.id, a.id, v, 'affected', 'range', c.fixed from bench_chosen c cross join lateral (select $1::int + ((c.id::bigint * 104729) % $2::int)::int as v) p
  join advisory a on a.vulnerability_id = v and a.source = 'osv' where c.currents <= $3::bigint`;

// What an advisory says of each version that it affects: up to the one that fixes it, or without end.
const insertRanges = `insert into affected_range (package_id, advisory_id, n, release, lo, hi, fixed)
  select x.package_id, x.advisory_id, row_number() over (partition by x.package_id, x.advisory_id), x.release, x.lo, x.hi, case when x.hi is not null then x.fixed end
  from (select coalesce(v.advisory_package_id, v.package_id) as package_id, m.advisory_id, coalesce(v.advisory_release, v.release) as release,
      coalesce(v.advisory_key, v.version_key) as lo, m.fixed,
      (select n.version_key from package_version n where n.package_id = v.package_id and n.version = m.fixed limit 1) as hi
    from match m join package_version v on v.id = m.package_version_id
    where m.advisory_id in (select id from advisory where key like 'GHSA-bnch-%')) x where x.lo is not null`;

const insertOpen = `insert into finding (artifact_id, package_version_id, vulnerability_id, opened_at, open_reason, advisory_ids)
  select p.artifact_id, p.package_version_id, m.vulnerability_id, date_trunc('milliseconds', now() - greatest(least(730, -70 * ln(random() + 1e-6)), 0) * interval '1 day'),
    case when p.artifact_id % 2 = 0 then 'build' else 'advisory' end, array[m.advisory_id]
  from match m join presence p on p.package_version_id = m.package_version_id and p.to_seq is null where m.state = 'affected'
    and m.advisory_id in (select id from advisory where key like 'GHSA-bnch-%') order by p.artifact_id`;

const insertClosed = `insert into finding (artifact_id, package_version_id, vulnerability_id, opened_at, closed_at, open_reason, close_reason, advisory_ids)
  select artifact_id, package_version_id, v, opened_at, opened_at + greatest(least(-25 * ln(random() + 1e-6), 400), 0.05) * interval '1 day' * least(1, extract(epoch from now() - opened_at) / 40e6),
    'build', (array['upgraded', 'upgraded', 'upgraded', 'removed', 'corrected'])[1 + n % 5], array[1]
  from (select p.artifact_id, p.package_version_id, k * 1000000 + p.from_seq as n, $1::int + ((p.package_version_id::bigint * 104729 + k * 7919) % $2::int)::int as v,
      date_trunc('milliseconds', now() - (1 + random() * 729) * interval '1 day') as opened_at
    from presence p cross join generate_series(1, ${closedEach}) k where p.to_seq is not null
      and p.package_version_id in (select id from bench_chosen where pasts * ${closedEach} <= $3::bigint) order by p.artifact_id) x`;

const places = [
  "update service set tier = 1 + id % 4 where id % 5 <> 0",
  `insert into deployment (artifact_id, id, build_seq, environment, from_at, replaces, source, recorded_at)
   select artifact_id, gen_random_uuid(), head_seq, case when artifact_id % 10 < 6 then 'production' else 'staging' end, head_built_at, true, 'api', now()
   from artifact_head where artifact_id % 10 < 8 and head_seq is not null
   on conflict do nothing`,
];
