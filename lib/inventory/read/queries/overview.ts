import type { ClientBase } from "pg";
import { conditions, Parameters } from "./parameters";

export type FreshnessRow = {
  lastUploadAt: Date | null;
  newestSbomAt: Date | null;
  total: number;
  noSbom: number;
  retired: number;
  incomplete: number;
  stale: number;
  artifacts: number;
};

/** How much is known, and how new it is. Visits only the stale heads, the incomplete ones and the services without a build. */
export async function selectFreshness(client: ClientBase, staleBefore: Date): Promise<FreshnessRow> {
  const result = await client.query<FreshnessRow>({
    name: "inventory-freshness",
    text: `with unread as materialized (select distinct a.service_id from artifact_head h join artifact a on a.id = h.artifact_id where h.incomplete)
      select (select max(created_at) from upload where status = 'done') as "lastUploadAt",
      (select max(head_built_at) from artifact_head) as "newestSbomAt",
      (select count(*) from service)::int as total,
      (select count(*) from service where first_build_at is null and retired_at is null)::int as "noSbom",
      (select count(*) from service where retired_at is not null)::int as retired,
      (select count(*) from unread)::int as incomplete,
      (select count(distinct a.service_id) from artifact_head h join artifact a on a.id = h.artifact_id
        where h.head_built_at < $1 and a.service_id not in (select service_id from unread) and not exists (
          select from artifact a2 join artifact_head h2 on h2.artifact_id = a2.id
          where a2.service_id = a.service_id and a2.kind = a.kind and a2.name = a.name and h2.head_built_at >= $1))::int as stale,
      (select count(*) from artifact_head where retired_at is null)::int as artifacts`,
    values: [staleBefore],
  });
  const row = result.rows[0];
  if (!row) throw new Error("A select without from gives one row.");
  return row;
}

export type UploadListRow = {
  id: string;
  status: "queued" | "processing" | "done" | "failed";
  service: string | null;
  artifact: string | null;
  kind: string | null;
  ref: string | null;
  version: string | null;
  artifactId: number | null;
  buildSeq: number | null;
  documentSha256: string | null;
  actor: string;
  createdAt: Date;
  finishedAt: Date | null;
  problemCode: string | null;
  problemDetail: string | null;
};

/** Uploads, last first. */
export async function selectUploads(
  client: ClientBase,
  query: { status: string | null; limit: number; before: { at: Date; id: string } | null },
): Promise<UploadListRow[]> {
  const parameters = new Parameters();
  const { status, before } = query;
  const filters = [
    status && `status = ${parameters.add(status)}::text`,
    before && `(created_at, id) < (${parameters.add(before.at)}::timestamptz, ${parameters.add(before.id)}::uuid)`,
  ];
  const result = await client.query<UploadListRow>({
    text: `select id, status, request #>> '{service,slug}' as service, request #>> '{artifact,name}' as artifact, request #>> '{artifact,kind}' as kind,
        request #>> '{artifact,ref}' as ref, request ->> 'version' as version, artifact_id as "artifactId", build_seq as "buildSeq",
        encode(document_sha256, 'hex') as "documentSha256", actor_name as actor, created_at as "createdAt", finished_at as "finishedAt",
        problem ->> 'code' as "problemCode", problem ->> 'detail' as "problemDetail"
      from upload ${conditions("where", filters)} order by created_at desc, id desc limit ${parameters.add(query.limit + 1)}::int`,
    values: parameters.values,
  });
  return result.rows;
}
