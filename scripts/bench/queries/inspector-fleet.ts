import type pg from "pg";

/** How much Inspector says: findings of the whole fleet, and of the one service that is looked at, each with the images that they are about. */
export type InspectorFleet = { findings: number; serviceFindings: number; imagesOfService: number; vulnerabilities: number };

/**
 * Writes findings of Inspector and what follows from them, beside the fleet: vulnerabilities with an advisory of each source, images of artifacts, findings of what
 * they hold (two of three, so that both say so; the others are of versions that they do not hold). Returns the service that has most of them.
 */
export async function loadInspector(client: pg.Client, { findings, serviceFindings, imagesOfService, vulnerabilities }: InspectorFleet): Promise<string> {
  await client.query("select setseed(0.5)");
  const { rows } = await client.query<{ artifactId: number; slug: string }>(
    `select p.artifact_id as "artifactId", s.slug from presence p join artifact a on a.id = p.artifact_id join service s on s.id = a.service_id
     where p.to_seq is null group by 1, 2 order by count(*) desc, 1 limit 1`,
  );
  const [busiest] = rows;
  if (!busiest) throw new Error("The fleet has no presence.");
  await client.query(
    `with v as (insert into vulnerability (display_id, kind, ids, summary, severity, severity_rank, severity_score, modified_at, created_at)
        select 'CVE-2031-' || n, 'vulnerability', array['CVE-2031-' || n], 'A flaw', (array['critical', 'high', 'medium', 'low'])[1 + n % 4], 5 - n % 4, 9.8 - n % 60 / 10.0, now(), now()
        from generate_series(10001, 10000 + $1) n returning id, display_id),
      names as (insert into vulnerability_alias select display_id, id from v)
      insert into advisory (source, key, kind, vulnerability_id, modified_at, aliases, severities, feed_ids, digest, raw, revision)
      select source, case source when 'osv' then 'GHSA' || substr(display_id, 4) else display_id end, 'vulnerability', v.id, now(), '{}',
        jsonb_build_array(jsonb_build_object('source', source, 'type', 'word', 'vector', null, 'score', null, 'word', 'high')), '{}', '', '', 32767
      from v cross join (values ('osv'), ('inspector')) s(source)`,
    [vulnerabilities],
  );
  // The images of the busiest service, then one image for each hundred of the other findings.
  const others = Math.ceil((findings - serviceFindings) / 100);
  await client.query(
    `with r as (insert into aws_resource (key, type, type_name, account, region, name, tags, labels, digest, said_at, scan_status, coverage_at, first_seen_at)
        select 'arn:aws:ecr:bench/' || n, 'AWS_ECR_CONTAINER_IMAGE', 'AWS_ECR_CONTAINER_IMAGE', '111122223333', 'eu-central-1', 'bench/' || n % 500, array['v' || n], '{}',
          'sha256:' || lpad(to_hex(n), 64, '0'), now(), 'ACTIVE', now(), now()
        from generate_series(1, $1::int + $2::int) n returning id, key)
      insert into aws_resource_artifact (artifact_id, resource_id, by)
      select case when n <= $1 then $3 else 1 + (n * 7919) % (select max(id) from artifact) end, id, 'digest'
      from (select id, split_part(key, '/', 2)::int as n from r) r`,
    [imagesOfService, others, busiest.artifactId],
  );
  const perImage = Math.ceil(serviceFindings / imagesOfService);
  await client.query(
    `create temporary table bench_finding as
      select row_number() over () as n, r.id as resource_id, m.artifact_id,
        case when k % 3 = 2 then (select max(id) from package_version) - (k * 31 + r.id) % 20000 else held.ids[1 + (k * 13) % cardinality(held.ids)] end as package_version_id,
        (select min(id) from advisory where source = 'inspector') + 2 * ((k * 7 + m.artifact_id * 101) % $2::int) as advisory_id
      from aws_resource r join aws_resource_artifact m on m.resource_id = r.id
      cross join lateral (select array_agg(package_version_id order by package_version_id) as ids from presence p where p.artifact_id = m.artifact_id and p.to_seq is null) held
      cross join lateral generate_series(1, case when m.artifact_id = $3 then $1::int else 100 end) k
      where r.key like 'arn:aws:ecr:bench/%' and held.ids is not null`,
    [perImage, vulnerabilities, busiest.artifactId],
  );
  for (const text of written) await client.query(text);
  await client.query("analyze");
  return busiest.slug;
}

const written = [
  // Ids of advisories are in turns of both sources only if nothing else was written; what is not Inspector's is moved to the next that is.
  `update bench_finding f set advisory_id = (select a.id from advisory a where a.id >= f.advisory_id and a.source = 'inspector' order by a.id limit 1)
     where not exists (select from advisory a where a.id = f.advisory_id and a.source = 'inspector')`,
  "delete from bench_finding where advisory_id is null",
  `insert into inspector_finding (arn, resource_id, advisory_id, kind, status, said_status, severity, severity_rank, title, first_observed_at, last_observed_at, updated_at, digest,
     received_at, source, raw)
   select 'arn:aws:inspector2:bench/' || n, resource_id, advisory_id, 'package', 'ACTIVE', 'ACTIVE', 'high', 4, 'A flaw', now(), now(), now(), '', now(), 'api', repeat('x', 900)::bytea
   from bench_finding`,
  `insert into inspector_package (finding_id, n, package_version_id, manager, name, version, fixed)
   select f.id, 0, b.package_version_id, 'OS', 'bench', '1', '2.0.0' from bench_finding b join inspector_finding f on f.arn = 'arn:aws:inspector2:bench/' || b.n`,
  `insert into observation (artifact_id, package_version_id, advisory_id, state, opened_at, findings, open, severity_rank, severity, fixed)
   select artifact_id, package_version_id, advisory_id, 'open', now(), count(*), count(*), 4, 'high', '2.0.0' from bench_finding group by 1, 2, 3 on conflict do nothing`,
  `insert into finding (artifact_id, package_version_id, vulnerability_id, opened_at, open_reason, advisory_ids)
   select distinct f.artifact_id, f.package_version_id, a.vulnerability_id, timestamptz '2026-01-01', 'advisory', array[o.id]
   from bench_finding f join advisory a on a.id = f.advisory_id join advisory o on o.vulnerability_id = a.vulnerability_id and o.source = 'osv'
   join presence p on p.artifact_id = f.artifact_id and p.package_version_id = f.package_version_id and p.to_seq is null on conflict do nothing`,
  "insert into inspector_alone_owed (artifact_id) select distinct artifact_id from bench_finding",
  "drop table bench_finding",
];

/** The floor of the page: both sides of a service joined, counted and the first hundred in order, without names. */
export async function askBothSides(client: pg.Client, slug: string): Promise<void> {
  await client.query({
    name: "floor-both-sides",
    text: `with ids as materialized (select a.id from artifact a join service s on s.id = a.service_id where s.slug = $1),
      o as (select o.artifact_id, o.package_version_id, a.vulnerability_id, o.state from observation o join advisory a on a.id = o.advisory_id
        where o.artifact_id = any(array(select id from ids))),
      f as (select artifact_id, package_version_id, vulnerability_id, opened_at from finding where artifact_id = any(array(select id from ids)) and closed_at is null),
      x as materialized (select * from o full join f using (artifact_id, package_version_id, vulnerability_id))
      select (select json_agg(g) from (select x.state, x.opened_at is null as only, count(*) from x group by 1, 2) g) as counts,
        (select json_agg(p) from (select x.* from x join vulnerability v on v.id = x.vulnerability_id
          order by v.severity_rank desc, x.vulnerability_id limit 100) p) as rows`,
    values: [slug],
  });
}
