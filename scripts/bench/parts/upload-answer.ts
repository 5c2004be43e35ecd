import { uploadSchema } from "@/lib/inventory/upload/schemas";

/** What an upload did: presence rows opened, closed and updated. */
export type UploadAnswer = { change: string; rows: number };

/** Reads the upload resource. Throws unless it is done. */
export function uploadAnswerOf(body: Buffer): UploadAnswer {
  const upload = uploadSchema.pick({ status: true, outcome: true, problem: true }).parse(JSON.parse(body.toString("utf8")));
  if (upload.status !== "done" || !upload.outcome) throw new Error(`an upload was ${upload.status}: ${JSON.stringify(upload.problem)}`);
  const { change, opened, closed, updated } = upload.outcome;
  return { change, rows: opened + closed + updated };
}
