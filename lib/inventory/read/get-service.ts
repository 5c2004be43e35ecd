import type { z } from "zod";
import { requireScope, type Verb } from "@/lib/context";
import { WhereinError } from "@/lib/errors";
import { freshnessDays, staleBefore } from "@/lib/inventory/freshness";
import { statusOf, toIso, toTeamRef } from "./present";
import { type ArtifactRow, selectService, selectServiceArtifacts } from "./queries/services";
import { inSnapshot } from "./queries/snapshot";
import { getServiceSchema, type ServiceArtifact, type ServiceDetail } from "./schemas";

/** One service with its artifacts and their head builds. Throws `not_found`. */
export async function getService({ ctx, input }: Verb<z.input<typeof getServiceSchema>>): Promise<ServiceDetail> {
  requireScope(ctx, "inventory:read");
  const { slug } = getServiceSchema.parse(input);
  const stale = staleBefore(new Date());
  return inSnapshot(async (client) => {
    const service = await selectService(client, slug, stale);
    if (!service) throw serviceNotFound(slug);
    const artifacts = await selectServiceArtifacts(client, service.id);
    return {
      slug: service.slug,
      name: service.name,
      team: toTeamRef(service),
      tier: service.tier,
      status: service.status,
      retiredAt: toIso(service.retiredAt),
      createdAt: service.createdAt.toISOString(),
      lastBuiltAt: toIso(service.lastBuiltAt),
      freshnessDays,
      artifacts: artifacts.map((row) => toArtifact(row, stale)),
    };
  });
}

export function serviceNotFound(slug: string): WhereinError {
  return new WhereinError("not_found", `There is no service with the slug "${slug}".`, { reason: "service_not_found" });
}

function toArtifact(row: ArtifactRow, stale: Date): ServiceArtifact {
  const { id, kind, name, ref, builds } = row;
  const retiredAt = toIso(row.retiredAt);
  const status = statusOf(row, stale);
  if (row.seq === null || row.builtAt === null || row.receivedAt === null || row.documentSha256 === null)
    return { id, kind, name, ref, status, retiredAt, builds, head: null };
  const head = {
    seq: row.seq,
    version: row.version,
    commit: row.commit,
    runUrl: row.runUrl,
    digests: row.digests ?? [],
    builtAt: row.builtAt.toISOString(),
    receivedAt: row.receivedAt.toISOString(),
    components: row.components ?? 0,
    edges: row.edges ?? 0,
    documentSha256: row.documentSha256,
    format: row.format,
    specVersion: row.specVersion,
    generator: row.generator,
    completeness: row.completeness,
    warnings: row.warnings ?? 0,
  };
  return { id, kind, name, ref, status, retiredAt, builds, head };
}
