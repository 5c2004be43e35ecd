import { recordAudit } from "@/lib/audit";
import { requireScope, type Verb } from "@/lib/context";
import { inTransaction } from "@/lib/db";
import { WhereinError } from "@/lib/errors";
import { selectArtifactById } from "@/lib/inventory/retire/queries";
import { updateNames } from "./queries";
import { type RenameArtifact, type RenamedArtifact, renameArtifactSchema } from "./schemas";

/**
 * Gives an artifact another name or ref. Its builds, findings, decisions and history stay with it; uploads under the old names make an artifact of their own,
 * so the pipeline is changed first. What VEX documents say of products of the new name counts for it within a minute or so, as for a new artifact. Needs `inventory:write`; throws `not_found`, and `conflict` where the service has another one with these names.
 */
export async function renameArtifact({ ctx, input }: Verb<RenameArtifact>): Promise<RenamedArtifact> {
  requireScope(ctx, "inventory:write");
  const { id, name, ref } = renameArtifactSchema.parse(input);
  return inTransaction(async (client) => {
    const found = await selectArtifactById(client, id);
    if (found === null) throw new WhereinError("not_found", `There is no artifact with the number ${id}.`, { reason: "artifact_not_found" });
    const { slug, serviceName, ...before } = found;
    const artifact = { ...before, name: name ?? before.name, ref: ref ?? before.ref };
    const changed = artifact.name !== before.name || artifact.ref !== before.ref;
    if (changed) {
      if (!(await updateNames(client, { id, name: artifact.name, ref: artifact.ref, at: new Date() }).catch(notTaken))) throw namesTaken(slug, artifact);
      const detail = { service: slug, name: artifact.name, ref: artifact.ref, before: { name: before.name, ref: before.ref } };
      await recordAudit(client, ctx, { action: "artifact.renamed", subjectKind: "artifact", subjectId: String(id), detail });
    }
    return { service: { slug, name: serviceName }, artifact, changed };
  });
}

const uniqueViolation = "23505";

/** Another one may have come with these names meanwhile. */
function notTaken(error: unknown): false {
  if ((error as { code?: unknown }).code === uniqueViolation) return false;
  throw error;
}

function namesTaken(slug: string, { kind, name, ref }: { kind: string; name: string; ref: string }): WhereinError {
  const detail = `The service "${slug}" has another artifact "${name}" of the kind "${kind}" and the ref "${ref}". Retire that one, or choose another name.`;
  return new WhereinError("conflict", detail, { reason: "artifact_exists" });
}
