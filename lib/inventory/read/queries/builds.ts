import type { ClientBase } from "pg";
import type { DocumentReport } from "@/lib/inventory/upload/schemas";
import type { OwnerRow } from "../present";
import { type BuildNameRow, buildNameColumns } from "./build-name";
import { ownerColumns } from "./owner-columns";
import { conditions, Parameters } from "./parameters";

export type BuildListRow = BuildNameRow & {
  commit: string | null;
  runUrl: string | null;
  digests: string[];
  receivedAt: Date;
  isHead: boolean;
  runningIn: string[];
  components: number;
  incomplete: boolean;
  opened: number;
  closed: number;
  documentSha256: string;
  uploadId: string;
};

const columns = `${buildNameColumns}, b.commit, b.run_url as "runUrl",
  coalesce(b.digests, '{}') as digests, b.received_at as "receivedAt", coalesce(h.head_seq = b.seq, false) as "isHead",
  array(select distinct d.environment from deployment d where d.artifact_id = b.artifact_id and d.build_seq = b.seq and d.to_at is null order by 1) as "runningIn",
  coalesce(c.component_count, 0) as components, b.incomplete, b.opened, b.closed, encode(b.document_sha256, 'hex') as "documentSha256", b.upload_id as "uploadId"`;
const joins =
  "join artifact a on a.id = b.artifact_id left join artifact_head h on h.artifact_id = b.artifact_id left join composition c on c.hash = b.composition_hash";

/** Builds of some artifacts, last built first. */
export async function selectBuilds(
  client: ClientBase,
  query: { artifactIds: readonly number[]; limit: number; before: { builtAt: Date; artifactId: number; seq: number } | null },
): Promise<BuildListRow[]> {
  const parameters = new Parameters();
  const artifacts = `${parameters.add(query.artifactIds)}::int[]`;
  const { before } = query;
  const place =
    before &&
    `(b.built_at, b.artifact_id, b.seq) < (${parameters.add(before.builtAt)}::timestamptz, ${parameters.add(before.artifactId)}::int, ${parameters.add(before.seq)}::int)`;
  const result = await client.query<BuildListRow>({
    text: `select ${columns} from build b ${joins} where b.artifact_id = any(${artifacts}) ${conditions("and", [place])}
      order by b.built_at desc, b.artifact_id desc, b.seq desc limit ${parameters.add(query.limit + 1)}::int`,
    values: parameters.values,
  });
  return result.rows;
}

/** How many builds some artifacts have. */
export async function countBuilds(client: ClientBase, artifactIds: readonly number[]): Promise<number> {
  const result = await client.query<{ builds: number }>("select count(*)::int as builds from build where artifact_id = any($1::int[])", [artifactIds]);
  return result.rows[0]?.builds ?? 0;
}

export type BuildDetailRow = BuildListRow &
  OwnerRow & {
    slug: string;
    serviceName: string;
    edges: number;
    sizeBytes: number;
    format: string | null;
    specVersion: string | null;
    generator: string | null;
    documentedAt: Date | null;
    report: DocumentReport | null;
    previousSeq: number | null;
    nextSeq: number | null;
  };

/** One build of an artifact of the service, with its document, or null. */
export async function selectBuild(client: ClientBase, slug: string, artifactId: number, seq: number): Promise<BuildDetailRow | null> {
  const result = await client.query<BuildDetailRow>({
    name: "inventory-build",
    text: `select ${columns}, s.slug, s.name as "serviceName", ${ownerColumns}, coalesce(c.edge_count, 0) as edges,
        coalesce(d.size_bytes, 0) as "sizeBytes", coalesce(d.format, r.format) as format, coalesce(d.spec_version, r.spec_version) as "specVersion",
        coalesce(d.generator, r.generator) as generator, d.documented_at as "documentedAt", coalesce(d.report, r.report) as report,
        (select x.seq from build x where x.artifact_id = b.artifact_id and (x.built_at, x.seq) < (b.built_at, b.seq) order by x.built_at desc, x.seq desc limit 1) as "previousSeq",
        (select x.seq from build x where x.artifact_id = b.artifact_id and (x.built_at, x.seq) > (b.built_at, b.seq) order by x.built_at, x.seq limit 1) as "nextSeq"
      from build b ${joins} join service s on s.id = a.service_id left join team t on t.id = s.team_id
      left join document d on d.sha256 = b.document_sha256 left join document r on r.sha256 = d.body_of
      where s.slug = $1 and b.artifact_id = $2 and b.seq = $3`,
    values: [slug, artifactId, seq],
  });
  return result.rows[0] ?? null;
}

export type ChangeRow = { packageVersionId: number; ecosystem: string; name: string; version: string; release: string; direct: boolean };

/** Presences that a build opened or closed, by name, and how many there are. */
export async function selectChanges(
  client: ClientBase,
  artifactId: number,
  seq: number,
  side: "opened" | "closed",
  limit: number,
): Promise<{ total: number; rows: ChangeRow[] }> {
  const isChanged = side === "opened" ? "p.from_seq = $2" : "p.to_seq = $2";
  const result = await client.query<{ total: number; rows: ChangeRow[] }>({
    name: `inventory-build-${side}`,
    text: `with changed as materialized (select p.package_version_id, p.direct from presence p where p.artifact_id = $1 and ${isChanged})
      select (select count(*) from changed)::int as total, coalesce((select json_agg(r) from (
        select x.package_version_id as "packageVersionId", k.ecosystem, k.name, v.version, v.release, x.direct
        from changed x join package_version v on v.id = x.package_version_id join package k on k.id = v.package_id
        order by k.name collate "C", v.version collate "C", v.id limit $3) r), '[]') as rows`,
    values: [artifactId, seq, limit],
  });
  return result.rows[0] ?? { total: 0, rows: [] };
}
