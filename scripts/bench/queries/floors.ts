import type pg from "pg";

export type Wanted = { ecosystem: string; name: string; version?: string; low?: Buffer; high?: Buffer };

const verdict = `t as (
  select s.team_id, count(distinct s.id) as services, count(*) as rows from presence p join artifact a on a.id = p.artifact_id join service s on s.id = a.service_id
  where p.to_seq is null and p.package_version_id = any(array(select id from v)) group by s.team_id)`;
const answer = `select (select json_agg(t) from t) as teams,
  (select json_agg(r) from (select p.artifact_id, p.package_version_id, p.from_at, p.direct from presence p
    where p.to_seq is null and p.package_version_id = any(array(select id from v)) order by p.artifact_id limit 50) r) as rows`;

/** Totals by team and fifty rows for exact versions: the least SQL that answers the question. */
export async function askVersion(client: pg.Client, { ecosystem, name, version }: Wanted): Promise<void> {
  await client.query({
    name: "floor-version",
    text: `with v as materialized (select pv.id from package k join package_version pv on pv.package_id = k.id where k.ecosystem = $1 and k.name = $2 and pv.version = $3), ${verdict} ${answer}`,
    values: [ecosystem, name, version],
  });
}

/** The same for many exact versions at once. */
export async function askVersions(client: pg.Client, wanted: readonly Wanted[]): Promise<void> {
  await client.query({
    name: "floor-versions",
    text: `with v as materialized (select pv.id from unnest($1::text[], $2::text[], $3::text[]) as w(ecosystem, name, version)
        join package k on k.ecosystem = w.ecosystem and k.name = w.name join package_version pv on pv.package_id = k.id and pv.version = w.version), ${verdict} ${answer}`,
    values: [wanted.map(({ ecosystem }) => ecosystem), wanted.map(({ name }) => name), wanted.map(({ version }) => version)],
  });
}

export async function askRange(client: pg.Client, { ecosystem, name, low, high }: Wanted): Promise<void> {
  await client.query({
    name: "floor-range",
    text: `with v as materialized (select pv.id from package k join package_version pv on pv.package_id = k.id where k.ecosystem = $1 and k.name = $2 and pv.version_key >= $3 and pv.version_key < $4), ${verdict} ${answer}`,
    values: [ecosystem, name, low, high],
  });
}

export async function askPackage(client: pg.Client, { ecosystem, name }: Wanted): Promise<void> {
  await client.query({
    name: "floor-package",
    text: `with v as materialized (select pv.id from package k join package_version pv on pv.package_id = k.id where k.ecosystem = $1 and k.name = $2), ${verdict} ${answer}`,
    values: [ecosystem, name],
  });
}

export async function askScope(client: pg.Client, scope: string): Promise<void> {
  await client.query({
    name: "floor-scope",
    text: `with v as materialized (select pv.id from package k join package_version pv on pv.package_id = k.id where k.name ~>=~ $1 and k.name ~<~ $2), ${verdict} ${answer}`,
    values: [scope, `${scope}\u{10FFFF}`],
  });
}

/** The same for the presences with one hash. */
export async function askHash(client: pg.Client, sha256: Buffer): Promise<void> {
  const held =
    "presence p where p.to_seq is null and p.package_version_id = any(array(select package_version_id from h)) and p.hash_id = any(array(select id from h))";
  await client.query({
    name: "floor-hash",
    text: `with h as materialized (select id, package_version_id from package_version_hash where sha256 = $1),
      t as (select s.team_id, count(distinct s.id) as services, count(*) as rows from (select p.artifact_id from ${held}) p
            join artifact a on a.id = p.artifact_id join service s on s.id = a.service_id group by s.team_id)
      select (select json_agg(t) from t) as teams, (select json_agg(r) from (select p.artifact_id, p.package_version_id, p.from_at from ${held} order by 1 limit 50) r) as rows`,
    values: [sha256],
  });
}

export async function askPrefix(client: pg.Client, prefix: string): Promise<void> {
  await client.query({
    name: "floor-prefix",
    text: "select ecosystem, name from package where name ~>=~ $1 and name ~<~ $2 order by name using ~<~ limit 20",
    values: [prefix, `${prefix}\u{10FFFF}`],
  });
}

export async function readComposition(client: pg.Client, artifactId: number): Promise<void> {
  await client.query({
    name: "floor-composition",
    text: "select c.graph from artifact_head h join composition c on c.hash = h.composition_hash where h.artifact_id = $1",
    values: [artifactId],
  });
}

export async function makeFloorTable(client: pg.Client): Promise<void> {
  await client.query("create table if not exists bench_presence (like presence including all)");
}

export async function dropFloorTable(client: pg.Client): Promise<void> {
  await client.query("drop table if exists bench_presence");
}
