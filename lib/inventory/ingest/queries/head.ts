import type { ClientBase, Pool } from "pg";
import type { HeadFacts } from "@/lib/inventory/ingest/facts";

type Connection = ClientBase | Pool;

/** The row that ingest locks and moves. */
export type HeadRow = {
  lastSeq: number;
  headSeq: number | null;
  headBuiltAt: Date | null;
  compositionHash: Buffer | null;
  documentSha256: Buffer | null;
  incomplete: boolean;
  /** False for a head from before presences had hashes. */
  hashesRead: boolean;
  /** Set while the artifact is retired; then there is no head build. */
  retiredAt: Date | null;
};

const columns = `last_seq as "lastSeq", head_seq as "headSeq", head_built_at as "headBuiltAt",
  composition_hash as "compositionHash", document_sha256 as "documentSha256", incomplete, hashes_read as "hashesRead", retired_at as "retiredAt"`;

/** Locks the artifact's head for this transaction and returns it; null when there is none. */
export async function lockHead(on: ClientBase, artifactId: number): Promise<HeadRow | null> {
  const { rows } = await on.query<HeadRow>({
    name: "head-lock",
    text: `select ${columns} from artifact_head where artifact_id = $1 for update`,
    values: [artifactId],
  });
  return rows[0] ?? null;
}

/** The head's document: its first bytes, its size, and the document whose body and report it has (itself or an earlier one). */
export type HeadDocument = {
  compositionHash: Buffer;
  head: Buffer;
  sha256: Buffer;
  sizeBytes: number;
  format: string | null;
  specVersion: string | null;
  generator: string | null;
  documentedAt: Date | null;
  bodyOf: Buffer;
};

/** The document of the head build without a lock; null when there is no head, its document has no shared body, or it must be read anew for its hashes. */
export async function selectHeadDocument(on: Connection, artifactId: number): Promise<HeadDocument | null> {
  const { rows } = await on.query<HeadDocument>({
    name: "head-document",
    text: `select h.composition_hash as "compositionHash", d.head, d.sha256, d.size_bytes as "sizeBytes", d.format,
                  d.spec_version as "specVersion", d.generator, d.documented_at as "documentedAt", coalesce(d.body_of, d.sha256) as "bodyOf"
           from artifact_head h join document d on d.sha256 = h.document_sha256
           where h.artifact_id = $1 and h.hashes_read and d.format is not null and length(d.head) > 0`,
    values: [artifactId],
  });
  return rows[0] ?? null;
}

type PresenceColumns = {
  ids: number[];
  from_seq: number[];
  from_ms: number[];
  direct: boolean[];
  depth: number[];
  scope: number[];
  via: string[];
  hash_ids: number[];
};

/** The open presences of an artifact as columns, ascending by package version id. Reads the artifact's own rows only. */
export async function selectHeadFacts(on: Connection, artifactId: number): Promise<HeadFacts> {
  // coalesce keeps the planner off the fleet-wide partial index: the primary key is the right path for one artifact.
  const { rows } = await on.query<PresenceColumns>({
    name: "head-facts",
    text: `select coalesce(array_agg(package_version_id), '{}') as ids, coalesce(array_agg(from_seq), '{}') as from_seq,
                  coalesce(array_agg((extract(epoch from from_at) * 1000)::float8), '{}') as from_ms,
                  coalesce(array_agg(direct), '{}') as direct, coalesce(array_agg(depth), '{}') as depth,
                  coalesce(array_agg(scope), '{}') as scope, coalesce(array_agg(via::text), '{}') as via,
                  coalesce(array_agg(coalesce(hash_id, 0)), '{}') as hash_ids
           from (select * from presence where artifact_id = $1 and coalesce(to_seq, 0) = 0 order by package_version_id) head`,
    values: [artifactId],
  });
  const found = rows[0];
  return {
    packageVersionIds: Int32Array.from(found?.ids ?? []),
    fromSeq: Int32Array.from(found?.from_seq ?? []),
    fromAtMs: Float64Array.from(found?.from_ms ?? []),
    direct: Uint8Array.from(found?.direct ?? [], (value) => (value ? 1 : 0)),
    depth: Int16Array.from(found?.depth ?? []),
    scope: Uint8Array.from(found?.scope ?? []),
    via: found?.via ?? [],
    hashIds: Int32Array.from(found?.hash_ids ?? []),
  };
}

/** Moves the head, or only the count of sequence numbers when the build is a late one. */
export async function updateHead(on: ClientBase, artifactId: number, head: HeadRow): Promise<void> {
  await on.query({
    name: "head-update",
    text: `update artifact_head set last_seq = $2, head_seq = $3, head_built_at = $4, composition_hash = $5, document_sha256 = $6, incomplete = $7, hashes_read = $8,
             retired_at = $9
           where artifact_id = $1`,
    values: [
      artifactId,
      head.lastSeq,
      head.headSeq,
      head.headBuiltAt,
      head.compositionHash,
      head.documentSha256,
      head.incomplete,
      head.hashesRead,
      head.retiredAt,
    ],
  });
}
