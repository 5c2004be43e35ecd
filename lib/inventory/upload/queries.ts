import type { ClientBase, Pool } from "pg";
import type { BuildRequest, DocumentReport, UploadOutcome, UploadProblem, UploadStatus } from "./schemas";

export type UploadRow = {
  id: string;
  status: UploadStatus;
  request: BuildRequest;
  artifactId: number | null;
  outcome: UploadOutcome | null;
  problem: UploadProblem | null;
  progress: number | null;
  createdAt: Date;
  finishedAt: Date | null;
  serviceName: string | null;
  seq: number | null;
  version: string | null;
  commit: string | null;
  digests: string[] | null;
  builtAt: Date | null;
  runUrl: string | null;
  sha256: Buffer | null;
  sizeBytes: number | null;
  format: string | null;
  specVersion: string | null;
  generator: string | null;
  documentedAt: Date | null;
  report: DocumentReport | null;
};

/** An upload with its build, its document and the report that describes the document; null when there is none. */
export async function selectUpload(on: ClientBase | Pool, id: string): Promise<UploadRow | null> {
  const { rows } = await on.query<UploadRow>({
    name: "upload-select",
    text: `select u.id, u.status, u.request, u.artifact_id as "artifactId", u.outcome, u.problem, u.progress, u.created_at as "createdAt",
                  u.finished_at as "finishedAt", s.name as "serviceName", b.seq, b.version, b.commit, b.digests, b.built_at as "builtAt",
                  b.run_url as "runUrl", d.sha256, d.size_bytes as "sizeBytes", d.format, d.spec_version as "specVersion", d.generator,
                  d.documented_at as "documentedAt",
                  coalesce(d.report, (select described.report from document described where described.sha256 = d.body_of)) as report
           from upload u
           left join artifact a on a.id = u.artifact_id
           left join service s on s.id = a.service_id
           left join build b on b.artifact_id = u.artifact_id and b.seq = u.build_seq
           left join document d on d.sha256 = u.document_sha256
           where u.id = $1`,
    values: [id],
  });
  return rows[0] ?? null;
}

/** The status of an upload, or null when there is none. */
export async function selectUploadStatus(on: ClientBase | Pool, id: string): Promise<UploadStatus | null> {
  const { rows } = await on.query<{ status: UploadStatus }>({ name: "upload-status", text: "select status from upload where id = $1", values: [id] });
  return rows[0]?.status ?? null;
}
