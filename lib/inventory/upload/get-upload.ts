import { z } from "zod";
import { requireScope, type Verb } from "@/lib/context";
import { pool } from "@/lib/db";
import { WhereinError } from "@/lib/errors";
import { selectUpload, type UploadRow } from "./queries";
import type { Upload } from "./schemas";

export const uploadIdSchema = z.object({ id: z.uuid().transform((id) => id.toLowerCase()) });

/** The upload resource: what was asked, what was read, what changed. Throws `not_found`. */
export async function getUpload({ ctx, input }: Verb<z.input<typeof uploadIdSchema>>): Promise<Upload> {
  // Whoever may upload may follow the upload; an id cannot be guessed.
  if (ctx.actor.kind !== "token" || !ctx.actor.scopes.includes("sbom:write")) requireScope(ctx, "inventory:read");
  const { id } = uploadIdSchema.parse(input);
  const row = await selectUpload(pool(), id);
  if (!row) throw new WhereinError("not_found", `There is no upload ${id}.`);
  return toUpload(row);
}

function toUpload(row: UploadRow): Upload {
  const { service, artifact } = row.request;
  return {
    id: row.id,
    status: row.status,
    progress: row.status === "processing" ? row.progress : null,
    service: { slug: service.slug, name: row.serviceName ?? service.name },
    artifact: { id: row.artifactId, ...artifact },
    build: toBuild(row),
    document: toDocument(row),
    accounting: row.report?.accounting ?? null,
    warnings: row.report?.warnings ?? [],
    outcome: row.outcome,
    problem: row.problem,
    createdAt: row.createdAt.toISOString(),
    finishedAt: row.finishedAt?.toISOString() ?? null,
  };
}

function toBuild({ seq, version, commit, digests, builtAt, runUrl }: UploadRow): Upload["build"] {
  if (seq === null || builtAt === null) return null;
  return { seq, version, commit, digests: digests ?? [], builtAt: builtAt.toISOString(), runUrl };
}

function toDocument({ sha256, sizeBytes, format, specVersion, generator, documentedAt, report }: UploadRow): Upload["document"] {
  if (sha256 === null || sizeBytes === null) return null;
  const completeness = report?.completeness ?? null;
  return { sha256: sha256.toString("hex"), sizeBytes, format, specVersion, generator, documentedAt: documentedAt?.toISOString() ?? null, completeness };
}
