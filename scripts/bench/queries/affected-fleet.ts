import type pg from "pg";

/** Ids of the packages that are in most artifacts now, with how many; `artifacts` together until there are that many. */
export async function packagesInMostArtifacts(client: pg.Client, artifacts: number): Promise<{ ids: number[]; artifacts: number }> {
  const { rows } = await client.query<{ id: number; artifacts: string }>(
    `select v.package_id as id, count(distinct p.artifact_id) as artifacts from presence p join package_version v on v.id = p.package_version_id
     where p.to_seq is null group by 1 order by 2 desc limit 200`,
  );
  const ids: number[] = [];
  for (const { id } of rows) {
    ids.push(id);
    const reached = await artifactsWith(client, ids);
    if (reached >= artifacts || ids.length === 20) return { ids, artifacts: reached };
  }
  return { ids, artifacts: await artifactsWith(client, ids) };
}

async function artifactsWith(client: pg.Client, packageIds: readonly number[]): Promise<number> {
  const { rows } = await client.query<{ artifacts: number }>(
    `select count(distinct p.artifact_id)::int as artifacts from presence p
     where p.to_seq is null and p.package_version_id = any(array(select id from package_version where package_id = any($1)))`,
    [packageIds],
  );
  return rows[0]?.artifacts ?? 0;
}

/** Matches and findings that are there. */
export async function countFindings(client: pg.Client): Promise<{ matches: number; findings: number }> {
  const { rows } = await client.query<{ matches: number; findings: number }>(
    "select (select count(*) from match)::int as matches, (select count(*) from finding where closed_at is null)::int as findings",
  );
  return rows[0] ?? { matches: 0, findings: 0 };
}

/** Advisories that have open findings, by the name that people ask for. */
export async function hitVulnerabilities(client: pg.Client, count: number): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(
    "select display_id as name from vulnerability v where exists (select from finding f where f.vulnerability_id = v.id) order by hashint4(id) limit $1",
    [count],
  );
  return rows.map(({ name }) => name);
}

/** The floor of a question by id: services by team, and fifty rows. */
export async function askVulnerability(client: pg.Client, name: string): Promise<void> {
  await client.query({
    name: "floor-vulnerability",
    text: `with f as materialized (select artifact_id, package_version_id from finding where closed_at is null
        and vulnerability_id = (select vulnerability_id from vulnerability_alias where name = $1)),
      t as (select s.team_id, count(distinct s.id) as services from f join artifact a on a.id = f.artifact_id join service s on s.id = a.service_id group by 1)
      select (select json_agg(t) from t) as teams, (select json_agg(r) from (select * from f order by artifact_id limit 50) r) as rows`,
    values: [name],
  });
}
