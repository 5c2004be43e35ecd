import type { ClientBase } from "pg";
import { int4Array } from "@/lib/db/binary-arrays";
import { observations, sbomAmong, scannedBuilds } from "./parts";

/** The artifacts of a service; null: there is none of this slug. */
export async function selectArtifactIds(client: ClientBase, slug: string): Promise<number[] | null> {
  const { rows } = await client.query<{ ids: number[] }>({
    name: "observation-artifacts",
    text: "select array(select a.id from artifact a where a.service_id = s.id) as ids from service s where s.slug = $1",
    values: [slug],
  });
  return rows[0]?.ids ?? null;
}

export type ResourceCountRow = { connected: boolean; resources: number; scanned: number; openFindings: number; unmapped: number };

/** How much of some artifacts Inspector looks at and reports, in numbers. */
export async function countResources(client: ClientBase, artifactIds: readonly number[]): Promise<ResourceCountRow> {
  const { rows } = await client.query<ResourceCountRow>({
    name: "observation-resource-counts",
    text: `with r as materialized (select distinct r.id, r.scan_status from aws_resource_artifact m join aws_resource r on r.id = m.resource_id where m.artifact_id = any($1::int[])),
      f as materialized (select f.id, f.kind from r cross join lateral (select id, kind from inspector_finding where resource_id = r.id and status = 'ACTIVE' offset 0) f
        union all select distinct f.id, f.kind from r join inspector_further x on x.resource_id = r.id join inspector_finding f on f.id = x.finding_id
          where f.status = 'ACTIVE' and not exists (select from r where r.id = f.resource_id))
      select exists (select from aws_account) or exists (select from aws_resource) as connected,
        (select count(*)::int from r) as resources, (select count(*)::int from r where scan_status = 'ACTIVE') as scanned,
        (select count(*)::int from f) as "openFindings",
        (select count(*)::int from f where kind <> 'package')
          + (select count(*)::int from f join inspector_package p on p.finding_id = f.id where p.package_version_id is null) as unmapped`,
    values: [int4Array(artifactIds)],
  });
  if (!rows[0]) throw new Error("A select without from gives one row.");
  return rows[0];
}

/** How many package versions and vulnerabilities of some artifacts Inspector alone reports, and no SBOM lists. */
export async function countSbomGaps(client: ClientBase, artifactIds: readonly number[]): Promise<number> {
  const { rows } = await client.query<{ gaps: number }>({
    name: "observation-gap-count",
    text: `with built as materialized (${scannedBuilds("any($1::int[])")}),
      x as materialized (${observations("o.artifact_id = any($1::int[]) and o.state <> 'closed'")})
      select count(*)::int as gaps from x left join built on built.artifact_id = x.artifact_id where ${sbomAmong("x", "built")} = 'missing' and not exists (
        select from finding n where n.artifact_id = x.artifact_id and n.package_version_id = x.package_version_id and n.vulnerability_id = x.vulnerability_id
          and n.closed_at is null)`,
    values: [int4Array(artifactIds)],
  });
  return rows[0]?.gaps ?? 0;
}
