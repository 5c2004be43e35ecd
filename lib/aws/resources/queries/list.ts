import type { ClientBase } from "pg";
import type { AwsResourceType } from "@/lib/aws/model";
import { conditions, Parameters } from "@/lib/inventory/read/queries/parameters";
import { likeLiteral } from "@/lib/inventory/read/read-page";
import { type MappingWay, mappingWays, weakWays } from "../mapping";
import type { ResourceFilters } from "../schemas";
import type { ArtifactNames } from "./artifacts";

export type ResourceRow = {
  id: number;
  key: string;
  type: AwsResourceType;
  typeName: string;
  account: string;
  region: string;
  name: string;
  tags: string[];
  labels: Record<string, string>;
  platform: string | null;
  digest: string | null;
  saidAt: Date;
  scanStatus: string | null;
  scanReason: string | null;
  scannedAt: Date | null;
  firstSeenAt: Date;
  openFindings: number;
};

type Filters = Pick<ResourceFilters, "type" | "account" | "q">;

const columns = `r.id, r.key, r.type, r.type_name as "typeName", r.account, r.region, r.name, r.tags, r.labels, r.platform, r.digest, r.said_at as "saidAt",
  r.scan_status as "scanStatus", r.scan_reason as "scanReason", r.scanned_at as "scannedAt", r.first_seen_at as "firstSeenAt",
  (select count(*)::int from inspector_finding f where f.resource_id = r.id and f.status = 'ACTIVE')
    + (select count(*)::int from inspector_further x join inspector_finding f on f.id = x.finding_id where x.resource_id = r.id and f.status = 'ACTIVE') as "openFindings"`;

function filtersOf({ type, account, q }: Filters, parameters: Parameters): (string | null)[] {
  return [
    type ? `r.type = any(${parameters.add(type)}::text[])` : null,
    account === undefined ? null : `r.account = ${parameters.add(account)}::text`,
    q ? textFilter(parameters.add(`%${likeLiteral(q)}%`), parameters.add(q)) : null,
  ];
}

const textFilter = (pattern: string, text: string) =>
  `(r.name ilike ${pattern}::text or r.key ilike ${pattern}::text or r.digest = lower(${text}::text) or ${text}::text = any(r.tags))`;

// Of one resource all ways are the same, but for what its scan says beside them.
const wayOf = (by: string) => `coalesce(min(${by}) filter (where ${by} <> 'scan'), min(${by}))`;

function mappedFilter(mapped: ResourceFilters["mapped"], parameters: Parameters): string | null {
  if (mapped === undefined) return null;
  const ways = mapped.flatMap((state) => (state === "weak" ? weakWays : [state]));
  return `coalesce((select ${wayOf("m.by")} from aws_resource_artifact m where m.resource_id = r.id), 'none') = any(${parameters.add(ways)}::text[])`;
}

/** One page of resources, by name, after the one with this id. */
export async function selectResourcePage(on: ClientBase, filters: ResourceFilters, after: number | null): Promise<ResourceRow[]> {
  const parameters = new Parameters();
  const place = after === null ? null : `(r.name, r.id) > (select a.name, a.id from aws_resource a where a.id = ${parameters.add(after)}::int)`;
  const where = conditions("where", [...filtersOf(filters, parameters), mappedFilter(filters.mapped, parameters), place]);
  const page = `select * from aws_resource r ${where} order by r.name, r.id limit ${parameters.add(filters.limit + 1)}::int`;
  const text = `with r as materialized (${page}) select ${columns} from r order by r.name, r.id`;
  return (await on.query<ResourceRow>({ text, values: parameters.values })).rows;
}

export type WayCounts = Record<MappingWay | "none", number>;

/** Resources by how they were found; one that its scan tells too is counted once, by the other way. */
export async function countByWay(on: ClientBase, filters: Filters): Promise<WayCounts> {
  const parameters = new Parameters();
  const where = conditions("where", filtersOf(filters, parameters));
  const { rows } = await on.query<{ by: MappingWay | null; resources: number }>({
    text: `select m.by, count(*)::int as resources from aws_resource r
      left join (select resource_id, ${wayOf("by")} as by from aws_resource_artifact group by 1) m on m.resource_id = r.id
      ${where} group by 1`,
    values: parameters.values,
  });
  const counts = Object.fromEntries([...mappingWays, "none"].map((by) => [by, 0])) as WayCounts;
  for (const { by, resources } of rows) counts[by ?? "none"] = resources;
  return counts;
}

export type BuildNames = { version: string | null; commit: string | null };
export type MappedRow = ArtifactNames & BuildNames & { resourceId: number; buildSeq: number | null; by: MappingWay; mappedAt: Date };

/** What these resources are, by service. */
export async function selectMapped(on: ClientBase, resourceIds: readonly number[]): Promise<MappedRow[]> {
  const { rows } = await on.query<MappedRow>(
    `select m.resource_id as "resourceId", m.artifact_id as "artifactId", m.build_seq as "buildSeq", m.by, m.mapped_at as "mappedAt",
       s.slug, s.name as "serviceName", a.kind, a.name as "artifactName", a.ref, b.version, b.commit
     from aws_resource_artifact m join artifact a on a.id = m.artifact_id join service s on s.id = a.service_id
     left join build b on b.artifact_id = m.artifact_id and b.seq = m.build_seq
     where m.resource_id = any($1::int[]) order by s.slug, a.name, a.ref, a.id`,
    [resourceIds],
  );
  return rows;
}
