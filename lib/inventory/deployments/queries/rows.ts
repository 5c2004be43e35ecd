import type { ClientBase, Pool } from "pg";
import type { OwnerRow } from "@/lib/inventory/read/present";
import { ownerColumns } from "@/lib/inventory/read/queries/owner-columns";
import { conditions, Parameters } from "@/lib/inventory/read/queries/parameters";
import type { DeploymentSource } from "../source";

export type DeploymentRow = OwnerRow & {
  id: string;
  slug: string;
  serviceName: string;
  artifactId: number;
  kind: string;
  artifactName: string;
  ref: string;
  retiredAt: Date | null;
  seq: number;
  version: string | null;
  commit: string | null;
  builtAt: Date | null;
  environment: string;
  digest: string | null;
  from: Date;
  to: Date | null;
  replaces: boolean;
  source: DeploymentSource;
  seenIn: string[];
  recordedAt: Date;
};

// Hits first, names late.
const withNames = (hits: string) => `with d as materialized (${hits})
  select d.id, s.slug, s.name as "serviceName", ${ownerColumns}, d.artifact_id as "artifactId", a.kind, a.name as "artifactName", a.ref, h.retired_at as "retiredAt",
    d.build_seq as seq, b.version, b.commit, b.built_at as "builtAt", d.environment, d.digest, d.from_at as "from", d.to_at as "to", d.replaces, d.source, d.seen_in as "seenIn", d.recorded_at as "recordedAt"
  from d join artifact a on a.id = d.artifact_id join service s on s.id = a.service_id left join team t on t.id = s.team_id
  left join artifact_head h on h.artifact_id = d.artifact_id left join build b on b.artifact_id = d.artifact_id and b.seq = d.build_seq
  order by d.from_at desc, d.id desc`;

/** These deployments of these artifacts, last begun first. */
export async function selectDeploymentsById(on: ClientBase, artifactIds: readonly number[], ids: readonly string[]): Promise<DeploymentRow[]> {
  const { rows } = await on.query<DeploymentRow>(withNames("select * from deployment where artifact_id = any($1::int[]) and id = any($2::uuid[])"), [
    artifactIds,
    ids,
  ]);
  return rows;
}

export type DeploymentQuery = {
  artifactIds: readonly number[] | null;
  environments: readonly string[] | null;
  sources: readonly DeploymentSource[] | null;
  running: boolean | null;
  since: Date | null;
  until: Date | null;
};
export type DeploymentPage = { limit: number; before: { from: Date; id: string } | null };

function filtersOf(query: DeploymentQuery, parameters: Parameters): (string | null)[] {
  return [
    query.artifactIds && `artifact_id = any(${parameters.add(query.artifactIds)}::int[])`,
    query.environments && `environment = any(${parameters.add(query.environments)}::text[])`,
    query.sources && `source = any(${parameters.add(query.sources)}::text[])`,
    query.running === null ? null : `to_at is ${query.running ? "" : "not "}null`,
    query.since && `(to_at is null or to_at > ${parameters.add(query.since)}::timestamptz)`,
    query.until && `from_at < ${parameters.add(query.until)}::timestamptz`,
  ];
}

/** One page of deployments, last begun first. */
export async function selectDeploymentPage(on: ClientBase, query: DeploymentQuery, { limit, before }: DeploymentPage): Promise<DeploymentRow[]> {
  const parameters = new Parameters();
  const place = before && `(from_at, id) < (${parameters.add(before.from)}::timestamptz, ${parameters.add(before.id)}::uuid)`;
  const where = conditions("where", [...filtersOf(query, parameters), place]);
  const text = withNames(`select * from deployment ${where} order by from_at desc, id desc limit ${parameters.add(limit + 1)}::int`);
  return (await on.query<DeploymentRow>({ text, values: parameters.values })).rows;
}

export async function countDeployments(on: ClientBase, query: DeploymentQuery): Promise<number> {
  const parameters = new Parameters();
  const where = conditions("where", filtersOf(query, parameters));
  const { rows } = await on.query<{ rows: number }>({ text: `select count(*)::int as rows from deployment ${where}`, values: parameters.values });
  return rows[0]?.rows ?? 0;
}

/** How many deployments the service has in each environment, by name. */
export async function selectEnvironmentCounts(on: ClientBase | Pool, slug: string): Promise<{ name: string; deployments: number }[]> {
  const { rows } = await on.query<{ name: string; deployments: number }>(
    `select environment as name, count(*)::int as deployments from deployment
     where artifact_id = any(array(select a.id from artifact a join service s on s.id = a.service_id where s.slug = $1)) group by environment order by 1`,
    [slug],
  );
  return rows;
}

/** How many deployments the service has of each source. */
export async function selectSourceCounts(on: ClientBase | Pool, slug: string): Promise<{ source: DeploymentSource; deployments: number }[]> {
  const { rows } = await on.query<{ source: DeploymentSource; deployments: number }>(
    `select source, count(*)::int as deployments from deployment
     where artifact_id = any(array(select a.id from artifact a join service s on s.id = a.service_id where s.slug = $1)) group by source`,
    [slug],
  );
  return rows;
}

/** The artifacts of the service; none when there is no such service. */
export async function selectArtifactIdsOf(on: ClientBase, slug: string): Promise<number[]> {
  const { rows } = await on.query<{ id: number }>("select a.id from artifact a join service s on s.id = a.service_id where s.slug = $1", [slug]);
  return rows.map(({ id }) => id);
}
