import type { ClientBase, Pool } from "pg";
import type { BuildRequest } from "@/lib/inventory/upload/schemas";

type Connection = ClientBase | Pool;

/**
 * The upload that recorded this very build before: the same document, and every fact that the caller gives is the same.
 * What the caller leaves out is not compared. A caller that gives no facts (or a version that moves) means the newest build: the same document after
 * another one is a roll-back, which is a new build. So is what was built after its artifact was retired: it brings the artifact back. Null when there is none.
 */
export async function selectUploadOfSameBuild(
  on: Connection,
  artifactId: number,
  documentSha256: Buffer,
  { request, receivedAt }: { request: BuildRequest; receivedAt: Date },
): Promise<string | null> {
  const version = request.versionMoves ? null : request.version;
  const identified = version ?? request.commit ?? request.builtAt ?? request.runUrl ?? request.digests[0] ?? null;
  const { rows } = await on.query<{ uploadId: string }>({
    name: "build-same",
    text: `select upload_id as "uploadId" from build
           where document_sha256 = $2 and artifact_id = $1
             and ($3::text is null or version = $3) and ($4::text is null or commit = $4)
             and ($5::text[] = '{}' or digests = $5) and ($6::timestamptz is null or built_at = $6) and ($7::text is null or run_url = $7)
             and ($8 or seq = (select head_seq from artifact_head where artifact_id = $1))
             and ($9::timestamptz < (select retired_at from artifact_head where artifact_id = $1)) is not false
           order by seq desc limit 1`,
    values: [
      artifactId,
      documentSha256,
      request.version,
      request.commit,
      request.digests,
      request.builtAt,
      request.runUrl,
      identified !== null,
      request.builtAt ?? receivedAt,
    ],
  });
  return rows[0]?.uploadId ?? null;
}

export type BuildRow = {
  artifactId: number;
  seq: number;
  request: BuildRequest;
  builtAt: Date;
  receivedAt: Date;
  documentSha256: Buffer;
  compositionHash: Buffer;
  uploadId: string;
  opened: number;
  closed: number;
  incomplete: boolean;
};

/** Records one build. */
export async function insertBuild(on: ClientBase, row: BuildRow): Promise<void> {
  const { request } = row;
  await on.query({
    name: "build-insert",
    text: `insert into build (artifact_id, seq, version, commit, digests, built_at, received_at, run_url, document_sha256,
                              composition_hash, upload_id, opened, closed, incomplete)
           values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)`,
    values: [
      row.artifactId,
      row.seq,
      request.version,
      request.commit,
      request.digests,
      row.builtAt,
      row.receivedAt,
      request.runUrl,
      row.documentSha256,
      row.compositionHash,
      row.uploadId,
      row.opened,
      row.closed,
      row.incomplete,
    ],
  });
}

export type CompositionRow = { hash: Buffer; componentCount: number; edgeCount: number; graph: Buffer; scopes: number };

/** Stores a composition unless it is known. */
export async function insertComposition(on: ClientBase, { hash, componentCount, edgeCount, graph, scopes }: CompositionRow): Promise<void> {
  await on.query({
    name: "composition-insert",
    text: "insert into composition (hash, component_count, edge_count, graph, scopes) values ($1, $2, $3, $4, $5) on conflict (hash) do update set scopes = excluded.scopes where composition.scopes is null",
    values: [hash, componentCount, edgeCount, graph, scopes],
  });
}

type Neighbour = { seq: number; at: Date };

/** What is next to a moment in an artifact's history, in (time, seq) order: the last build or retirement at or before it, and the first after it. */
export async function selectNeighbours(on: ClientBase, artifactId: number, builtAt: Date): Promise<{ before: Neighbour | null; after: Neighbour | null }> {
  const before = await on.query<Neighbour>(
    `(select seq, built_at as at from build where artifact_id = $1 and built_at <= $2 order by built_at desc, seq desc limit 1)
     union all select seq, retired_at from retirement where artifact_id = $1 and retired_at <= $2 order by at desc, seq desc limit 1`,
    [artifactId, builtAt],
  );
  const after = await on.query<Neighbour>(
    `(select seq, built_at as at from build where artifact_id = $1 and built_at > $2 order by built_at, seq limit 1)
     union all select seq, retired_at from retirement where artifact_id = $1 and retired_at > $2 order by at, seq limit 1`,
    [artifactId, builtAt],
  );
  return { before: before.rows[0] ?? null, after: after.rows[0] ?? null };
}
