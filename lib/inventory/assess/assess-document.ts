import type { Pool } from "pg";
import { WhereinError } from "@/lib/errors";
import { runDocumentTask } from "@/lib/inventory/documents/run-document-task";
import { selectDocument } from "@/lib/inventory/ingest/queries/document";
import { headPrint } from "@/lib/sbom";
import type { Validity } from "@/lib/sbom/validate/validity";
import { type AssessedDocument, type AssessmentRow, selectAssessment, upsertAssessment } from "./queries";
import type { Quality } from "./schemas";

/** Of the schemas and rules: raise it when a document can be judged otherwise than before. Older results are made again. */
export const assessmentRevision = 2;

/** For each of the two parts of the work. */
const timeoutMs = 30_000;
/** Work in hand in this process, so that two who look at the same build ask for it once. */
const running = new Map<string, Promise<AssessmentRow>>();

/** The assessment of a document as it is stored, or null. */
export async function findAssessment(on: Parameters<typeof selectAssessment>[0], document: AssessedDocument): Promise<AssessmentRow | null> {
  return selectAssessment(on, toKey(document), assessmentRevision);
}

/**
 * The assessment of a document: the stored one, else it is made in the document thread and stored. Derived from what is
 * stored already and made again at will, it has no audit row. Throws `unavailable` when the thread has too much to do.
 */
export async function assessDocument(pool: Pool, document: AssessedDocument): Promise<AssessmentRow> {
  const key = toKey(document);
  const known = await selectAssessment(pool, key, assessmentRevision);
  if (known) return known;
  const name = `${key.bodySha256.toString("hex")} ${key.headPrint.toString("hex")}`;
  const work = running.get(name) ?? makeAssessment(pool, document).finally(() => running.delete(name));
  running.set(name, work);
  return work;
}

async function makeAssessment(pool: Pool, document: AssessedDocument): Promise<AssessmentRow> {
  const input = loadInput(pool, document);
  const validity = await input.then((loaded) => runDocumentTask("validate", loaded, { timeoutMs })).catch(unvalidated);
  const quality = await input
    .then((loaded) => runDocumentTask("judge", loaded, { timeoutMs }))
    .then((profiles): Quality => ({ kind: "judged", profiles }), unjudged);
  const row = { validity, quality, assessedAt: new Date() };
  await upsertAssessment(pool, toKey(document), assessmentRevision, row);
  return row;
}

async function loadInput(pool: Pool, { sha256 }: AssessedDocument) {
  const parts = await selectDocument(pool, sha256);
  if (!parts) throw new Error(`the document ${sha256.toString("hex")} is not stored`);
  return { documents: [parts], options: null };
}

function toKey({ bodySha256, head }: AssessedDocument) {
  return { bodySha256, headPrint: headPrint(head) };
}

function unvalidated(error: unknown): Validity {
  const reason = reasonOf(error);
  return reason === "timed_out" ? { kind: "timedOut" } : { kind: "notChecked", reason };
}

function unjudged(error: unknown): Quality {
  return { kind: "notJudged", reason: reasonOf(error) };
}

/** Why a document cannot be judged, when it is the document's fault; anything else is thrown on. */
function reasonOf(error: unknown): "timed_out" | "too_large" | "unreadable" {
  if (!(error instanceof WhereinError) || error.code === "unavailable" || error.code === "internal") throw error;
  if (error.reason === "document_task_timeout") return "timed_out";
  return error.reason === "document_task_memory" ? "too_large" : "unreadable";
}
