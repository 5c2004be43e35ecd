import type { ClientBase } from "pg";
import type { z } from "zod";
import { requireScope, type Verb } from "@/lib/context";
import { WhereinError } from "@/lib/errors";
import { findAssessment } from "@/lib/inventory/assess/assess-document";
import { toAssessment } from "@/lib/inventory/assess/present";
import { selectAssessedDocument } from "@/lib/inventory/assess/queries";
import type { Assessment } from "@/lib/inventory/assess/schemas";
import { purlOf } from "@/lib/purl";
import { toBuildRow } from "./list-service-builds";
import { toIso, toTeamRef } from "./present";
import { type ChangeRow, selectBuild, selectChanges } from "./queries/builds";
import { inSnapshot } from "./queries/snapshot";
import { type BuildDetail, type Change, changesMax, getBuildSchema } from "./schemas";

/** One build: its document and how it was read, and what came and went against the build before it. Throws `not_found`. */
export async function getBuild({ ctx, input }: Verb<z.input<typeof getBuildSchema>>): Promise<BuildDetail> {
  requireScope(ctx, "inventory:read");
  const { slug, artifactId, seq } = getBuildSchema.parse(input);
  return inSnapshot(async (client) => {
    const row = await selectBuild(client, slug, artifactId, seq);
    if (!row) throw buildNotFound(slug);
    const added = await selectChanges(client, artifactId, seq, "opened", changesMax);
    const removed = await selectChanges(client, artifactId, seq, "closed", changesMax);
    return {
      service: { slug: row.slug, name: row.serviceName },
      team: toTeamRef(row),
      ...toBuildRow(row),
      edges: row.edges,
      document: {
        sha256: row.documentSha256,
        sizeBytes: row.sizeBytes,
        format: row.format,
        specVersion: row.specVersion,
        generator: row.generator,
        documentedAt: toIso(row.documentedAt),
        accounting: row.report?.accounting ?? null,
        completeness: row.report?.completeness ?? null,
        warnings: row.report?.warnings ?? [],
      },
      assessment: await readAssessment(client, Buffer.from(row.documentSha256, "hex")),
      added: { total: added.total, data: added.rows.map(toChange) },
      removed: { total: removed.total, data: removed.rows.map(toChange) },
      previousSeq: row.previousSeq,
      nextSeq: row.nextSeq,
    };
  });
}

async function readAssessment(client: ClientBase, documentSha256: Buffer): Promise<Assessment | null> {
  const document = await selectAssessedDocument(client, documentSha256);
  const known = document && (await findAssessment(client, document));
  return document && known ? toAssessment(document, known) : null;
}

export function buildNotFound(slug: string): WhereinError {
  return new WhereinError("not_found", `The service "${slug}" has no such build.`, { reason: "build_not_found" });
}

function toChange({ packageVersionId, ecosystem, name, version, release, direct }: ChangeRow): Change {
  return { packageVersionId, package: { ecosystem, name, purl: purlOf({ ecosystem, name, version, release }) }, version, release: release || null, direct };
}
