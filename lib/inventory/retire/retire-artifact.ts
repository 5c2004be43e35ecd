import type { ClientBase } from "pg";
import { requireScope, type Verb } from "@/lib/context";
import { inTransaction } from "@/lib/db";
import { WhereinError } from "@/lib/errors";
import { slugOf } from "@/lib/inventory/upload/build-request";
import { type NamedArtifactRow, selectArtifactById, selectArtifactByNames } from "./queries";
import { recordRetirement } from "./record-retirement";
import { type ArtifactToRetire, type RetireArtifact, type RetiredArtifact, retireArtifactSchema } from "./schemas";

/**
 * Says that an artifact is not shipped any more: what it held ends now, its findings close as `retired`. Its next upload brings it back.
 * Retiring it again changes nothing and says so. Needs `inventory:write`; throws `not_found`.
 */
export async function retireArtifact({ ctx, input }: Verb<RetireArtifact>): Promise<RetiredArtifact> {
  requireScope(ctx, "inventory:write");
  const asked = retireArtifactSchema.parse(input);
  return inTransaction(async (client) => {
    const { slug, serviceName, ...artifact } = await find(client, asked);
    const { retiredAt, ...retirement } = await recordRetirement(client, ctx, artifact.id, new Date());
    return { service: { slug, name: serviceName }, artifact, retiredAt: retiredAt.toISOString(), ...retirement };
  });
}

async function find(client: ClientBase, asked: ArtifactToRetire): Promise<NamedArtifactRow> {
  if ("id" in asked) {
    const found = await selectArtifactById(client, asked.id);
    if (found !== null) return found;
    throw new WhereinError("not_found", `There is no artifact with the number ${asked.id}.`, { reason: "artifact_not_found" });
  }
  const { service, artifact: name = service, kind, ref } = asked;
  const found = await selectArtifactByNames(client, { slug: slugOf(service), kind, name, ref });
  if (found !== null) return found;
  const detail = `The service "${slugOf(service)}" has no artifact "${name}" of the kind "${kind}" and the ref "${ref}".`;
  throw new WhereinError("not_found", detail, { reason: "artifact_not_found" });
}
