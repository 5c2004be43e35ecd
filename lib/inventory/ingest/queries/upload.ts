import type { ClientBase, Pool } from "pg";
import type { Actor } from "@/lib/context";
import type { BuildRequest, UploadOutcome, UploadProblem } from "@/lib/inventory/upload/schemas";

type Connection = ClientBase | Pool;

export type OwedUpload = { id: string; request: BuildRequest; actor: Actor; documentSha256: Buffer; createdAt: Date };

/** Records an upload that is stored and still owes its build. */
export async function insertQueuedUpload(on: ClientBase, upload: OwedUpload): Promise<void> {
  await on.query(
    `insert into upload (id, status, request, document_sha256, actor_kind, actor_id, actor_name, created_at)
     values ($1, 'queued', $2, $3, $4, $5, $6, $7)`,
    [upload.id, upload.request, upload.documentSha256, upload.actor.kind, idOf(upload.actor), upload.actor.name, upload.createdAt],
  );
}

export type DoneUpload = OwedUpload & { artifactId: number; buildSeq: number; outcome: UploadOutcome; startedAt: Date; finishedAt: Date };

/** Records that an upload is done, whether or not it was queued before. */
export async function upsertDoneUpload(on: ClientBase, upload: DoneUpload): Promise<void> {
  await on.query({
    name: "upload-done",
    text: `insert into upload (id, status, request, document_sha256, artifact_id, build_seq, outcome, actor_kind, actor_id, actor_name,
                               created_at, started_at, finished_at)
           values ($1, 'done', $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
           on conflict (id) do update set status = excluded.status, artifact_id = excluded.artifact_id, build_seq = excluded.build_seq,
             outcome = excluded.outcome, problem = null, started_at = excluded.started_at, finished_at = excluded.finished_at`,
    values: [
      upload.id,
      upload.request,
      upload.documentSha256,
      upload.artifactId,
      upload.buildSeq,
      upload.outcome,
      upload.actor.kind,
      idOf(upload.actor),
      upload.actor.name,
      upload.createdAt,
      upload.startedAt,
      upload.finishedAt,
    ],
  });
}

/** Marks a queued upload as being worked on. */
export async function markUploadProcessing(on: Connection, id: string, at: Date): Promise<void> {
  await on.query("update upload set status = 'processing', started_at = $2 where id = $1 and status in ('queued', 'processing')", [id, at]);
}

/** Notes how far an upload that is being worked on has come, 0 to 1. */
export async function markUploadProgress(on: Connection, id: string, share: number): Promise<void> {
  await on.query("update upload set progress = $2 where id = $1 and status = 'processing'", [id, share]);
}

/** Marks an upload as failed for good, with the reason. */
export async function markUploadFailed(on: ClientBase, id: string, problem: UploadProblem, at: Date): Promise<void> {
  await on.query("update upload set status = 'failed', problem = $2, finished_at = $3 where id = $1 and status <> 'done'", [id, problem, at]);
}

/** An upload that is stored and owed, or null when it is done, failed or unknown. */
export async function selectOwedUpload(on: Connection, id: string): Promise<OwedUpload | null> {
  const { rows } = await on.query<{
    id: string;
    request: BuildRequest;
    documentSha256: Buffer;
    createdAt: Date;
    actorKind: string;
    actorId: string | null;
    actorName: string;
  }>(
    `select id, request, document_sha256 as "documentSha256", created_at as "createdAt", actor_kind as "actorKind",
            actor_id as "actorId", actor_name as "actorName"
     from upload where id = $1 and status in ('queued', 'processing')`,
    [id],
  );
  const row = rows[0];
  if (!row) return null;
  return {
    id: row.id,
    request: row.request,
    documentSha256: row.documentSha256,
    createdAt: row.createdAt,
    actor: actorOf(row.actorKind, row.actorId, row.actorName),
  };
}

function idOf(actor: Actor): string | null {
  return actor.kind === "system" ? null : actor.id;
}

/** The actor of a stored upload: enough to say who did it; what it may do was checked when it was accepted. */
function actorOf(kind: string, id: string | null, name: string): Actor {
  if (kind === "user" && id !== null) return { kind: "user", id, name, role: "member" };
  if (kind === "token" && id !== null) return { kind: "token", id, name, scopes: ["sbom:write"] };
  return { kind: "system", name };
}

/** Finishes an upload whose build was recorded by an earlier one: it points to the same build. */
export async function finishUnchangedUpload(on: Connection, id: string, recordedBy: string, at: Date): Promise<void> {
  await on.query(
    `update upload set status = 'done', finished_at = $3, artifact_id = earlier.artifact_id, build_seq = earlier.build_seq, outcome = earlier.outcome
     from (select artifact_id, build_seq, outcome from upload where id = $2) earlier where upload.id = $1`,
    [id, recordedBy, at],
  );
}
