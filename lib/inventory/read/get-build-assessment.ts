import type { z } from "zod";
import { requireScope, type Verb } from "@/lib/context";
import { pool } from "@/lib/db";
import { assessDocument } from "@/lib/inventory/assess/assess-document";
import { toAssessment } from "@/lib/inventory/assess/present";
import { selectAssessedDocument, selectBuildDocument } from "@/lib/inventory/assess/queries";
import type { Assessment } from "@/lib/inventory/assess/schemas";
import { buildNotFound } from "./get-build";
import { getBuildSchema } from "./schemas";

/**
 * Schema validity and quality of a build's document, judged now when that was not done before. Throws `not_found`, and
 * `unavailable` while too many documents are being judged.
 */
export async function getBuildAssessment({ ctx, input }: Verb<z.input<typeof getBuildSchema>>): Promise<Assessment> {
  requireScope(ctx, "inventory:read");
  const { slug, artifactId, seq } = getBuildSchema.parse(input);
  const sha256 = await selectBuildDocument(pool(), slug, artifactId, seq);
  const document = sha256 && (await selectAssessedDocument(pool(), sha256));
  if (!document) throw buildNotFound(slug);
  return toAssessment(document, await assessDocument(pool(), document));
}
