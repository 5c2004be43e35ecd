import { toIso, toTeamRef } from "@/lib/inventory/read/present";
import { environmentOf } from "./environment";
import type { DeploymentRow } from "./queries/rows";
import type { Deployment } from "./schemas";
import { sourceInWords } from "./source";

export function toDeployment(row: DeploymentRow): Deployment {
  return {
    id: row.id,
    service: { slug: row.slug, name: row.serviceName },
    team: toTeamRef(row),
    artifact: { id: row.artifactId, kind: row.kind, name: row.artifactName, ref: row.ref, retiredAt: toIso(row.retiredAt) },
    build: { seq: row.seq, version: row.version, commit: row.commit, builtAt: toIso(row.builtAt) },
    environment: environmentOf(row.environment),
    digest: row.digest,
    from: row.from.toISOString(),
    to: toIso(row.to),
    replaces: row.replaces,
    source: row.source,
    sourceText: sourceInWords(row.source, row.seenIn),
    seenIn: row.seenIn,
    recordedAt: row.recordedAt.toISOString(),
  };
}
