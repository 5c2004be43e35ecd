import { randomBytes } from "node:crypto";
import type { Pool } from "pg";
import { logger } from "@/lib/observability";
import { assessDocument, assessmentRevision } from "./assess-document";
import { isIngestOwed, selectAssessedDocument, selectUnassessedHeads } from "./queries";

const batch = 50;

/**
 * Assesses documents of head builds that have no assessment of this revision, for about `budgetMs` and no longer than no
 * upload waits: judging a document costs twice its ingest. Returns how many were assessed.
 */
export async function sweepAssessments(pool: Pool, { budgetMs }: { budgetMs: number }): Promise<number> {
  const startedMs = performance.now();
  let assessed = 0;
  for (const sha256 of await selectUnassessedHeads(pool, assessmentRevision, randomBytes(32), batch)) {
    if (performance.now() - startedMs >= budgetMs || (await isIngestOwed(pool))) break;
    const document = await selectAssessedDocument(pool, sha256);
    if (!document) continue;
    try {
      await assessDocument(pool, document);
      assessed += 1;
    } catch (error) {
      // One document must not keep the others from their turn; it is tried again with the next sweep.
      logger().error({ err: error, document: sha256.toString("hex") }, "a document could not be assessed");
    }
  }
  return assessed;
}
