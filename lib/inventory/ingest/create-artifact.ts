import type { Pool } from "pg";
import { recordAudit } from "@/lib/audit";
import type { Context } from "@/lib/context";
import { inTransaction } from "@/lib/db/transaction";
import { queueArtifact } from "@/lib/findings/queue";
import type { BuildRequest } from "@/lib/inventory/upload/schemas";
import { insertArtifact, insertService } from "./queries/artifact";

/** Creates the service and the artifact of a first upload, with their audit rows; returns the artifact's id. Safe to race. */
export async function createArtifact(pool: Pool, ctx: Context, request: BuildRequest, at: Date): Promise<number> {
  const { service, artifact } = request;
  return inTransaction(async (client) => {
    const createdService = await insertService(client, service.slug, service.name, at);
    if (createdService.added) {
      await recordAudit(client, ctx, { action: "service.created", subjectKind: "service", subjectId: service.slug, detail: { name: service.name } }, at);
    }
    const createdArtifact = await insertArtifact(client, createdService.id, artifact, at);
    if (createdArtifact.added) {
      await queueArtifact(client, createdArtifact.id);
      await recordAudit(
        client,
        ctx,
        { action: "artifact.created", subjectKind: "artifact", subjectId: String(createdArtifact.id), detail: { service: service.slug, ...artifact } },
        at,
      );
    }
    return createdArtifact.id;
  }, pool);
}
