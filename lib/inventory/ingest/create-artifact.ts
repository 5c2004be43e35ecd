import type { Pool } from "pg";
import { recordAudit } from "@/lib/audit";
import type { Context } from "@/lib/context";
import { inPipelinedTransaction } from "@/lib/db/transaction";
import { queueArtifact } from "@/lib/findings/queue";
import type { BuildRequest } from "@/lib/inventory/upload/schemas";
import { insertArtifact, insertHead, insertService } from "./queries/artifact";

/** Creates the service and the artifact of a first upload, with their audit rows; returns the artifact's id. Safe to race. */
export async function createArtifact(pool: Pool, ctx: Context, request: BuildRequest, at: Date): Promise<number> {
  const { service, artifact } = request;
  return inPipelinedTransaction(async (client, send) => {
    const createdService = await insertService(client, service.slug, service.name, at);
    if (createdService.added) {
      send(recordAudit(client, ctx, { action: "service.created", subjectKind: "service", subjectId: service.slug, detail: { name: service.name } }, at));
    }
    const createdArtifact = await insertArtifact(client, createdService.id, artifact, at);
    if (createdArtifact.added) {
      const { id } = createdArtifact;
      const detail = { service: service.slug, ...artifact };
      send(insertHead(client, id));
      send(queueArtifact(client, id));
      send(recordAudit(client, ctx, { action: "artifact.created", subjectKind: "artifact", subjectId: String(id), detail }, at));
    }
    return createdArtifact.id;
  }, pool);
}
