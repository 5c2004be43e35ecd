import type { ClientBase, Pool } from "pg";

type Connection = ClientBase | Pool;

export type BuildToScan = {
  artifactId: number;
  seq: number;
  artifactKind: string;
  artifactName: string;
  ref: string;
  version: string | null;
  digests: string[];
  documentSha256: Buffer;
  sizeBytes: number;
};

const columns = `b.artifact_id as "artifactId", b.seq, a.kind as "artifactKind", a.name as "artifactName", a.ref, b.version, coalesce(b.digests, '{}') as digests,
  b.document_sha256 as "documentSha256", coalesce(d.size_bytes, 0) as "sizeBytes"`;
const joins = "join artifact a on a.id = b.artifact_id left join document d on d.sha256 = b.document_sha256";

/** A build of the service, or null. */
export async function selectBuildOfService(on: Connection, slug: string, artifactId: number, seq: number): Promise<BuildToScan | null> {
  const { rows } = await on.query<BuildToScan>(
    `select ${columns} from build b ${joins} join service s on s.id = a.service_id where s.slug = $1 and b.artifact_id = $2 and b.seq = $3`,
    [slug, artifactId, seq],
  );
  return rows[0] ?? null;
}

export async function selectBuildToScan(on: Connection, artifactId: number, seq: number): Promise<BuildToScan | null> {
  const { rows } = await on.query<BuildToScan>(`select ${columns} from build b ${joins} where b.artifact_id = $1 and b.seq = $2`, [artifactId, seq]);
  return rows[0] ?? null;
}

/** Head builds whose document Inspector's scanner wrote, and that nobody has read as a scan yet. Costs next to nothing where there are none. */
export async function selectUnreadScans(on: Connection, limit: number): Promise<{ artifactId: number; seq: number }[]> {
  const { rows } = await on.query<{ artifactId: number; seq: number }>(
    `with scanned as materialized (select sha256 from document where generator like 'Amazon Inspector Scan SBOM API%')
     select h.artifact_id as "artifactId", h.head_seq as seq
     from artifact_head h join document d on d.sha256 = h.document_sha256
     where exists (select from scanned) and coalesce(d.body_of, d.sha256) in (select sha256 from scanned)
       and not exists (select from inspector_scan s where s.artifact_id = h.artifact_id and s.build_seq = h.head_seq and s.origin = 'uploaded')
     order by h.artifact_id limit $1`,
    [limit],
  );
  return rows;
}
