import type { ClientBase } from "pg";
import { requireScope, type Verb } from "@/lib/context";
import { uuidv7 } from "@/lib/db";
import { env } from "@/lib/env";
import { WhereinError } from "@/lib/errors";
import { inSnapshot } from "@/lib/inventory/read";
import { version } from "@/lib/version";
import { countEffective, type EffectiveRow, type ExportFilters, selectEffective, selectExportedArtifacts, selectExportedComponents } from "./queries/export";
import { type ExportVex, exportVexSchema } from "./schemas";
import { withinOf } from "./within";
import type { ExportedStatement, VexExport } from "./write/model";
import { vexWriters } from "./write/write-vex";

/** The most findings of which one export speaks. */
const exportFindingsMax = 200_000;

export type VexFile = { contentType: string; filename: string; body: string };

/**
 * The decisions that count for open findings of a service, of a team or of everything, as a VEX document. Throws `not_found`, `conflict` with `nothing_decided`,
 * because no format has an empty document, and `too_large`.
 */
export async function exportVex({ ctx, input }: Verb<ExportVex>): Promise<VexFile> {
  requireScope(ctx, "inventory:read");
  const { format, service = null, team = null, status } = exportVexSchema.parse(input);
  const given = await inSnapshot(async (client) => {
    if (service !== null) await withinOf(client, { scope: "service", slug: service });
    if (team !== null) await withinOf(client, { scope: "team", slug: team });
    return readExport(client, { service, team, statuses: status ?? null });
  });
  const { contentType, extension, write } = vexWriters[format];
  return { contentType, filename: `${given.subject.replaceAll(/[^A-Za-z0-9._-]/g, "-")}.${extension}`, body: write(given) };
}

async function readExport(client: ClientBase, filters: ExportFilters): Promise<VexExport> {
  const count = await countEffective(client, filters);
  if (count === 0)
    throw new WhereinError("conflict", "No decision counts for an open finding here, so there is nothing to export.", { reason: "nothing_decided" });
  if (count > exportFindingsMax)
    throw new WhereinError("too_large", `Decisions count for ${count.toLocaleString("en")} findings, more than go into one document. Export team by team.`, {
      reason: "export_too_large",
    });
  const rows = await selectEffective(client, filters);
  const artifacts = await selectExportedArtifacts(client, [...new Set(rows.flatMap(({ artifactIds }) => artifactIds))]);
  const components = await selectExportedComponents(client, [...new Set(rows.flatMap(({ packageVersionIds }) => packageVersionIds))]);
  const artifactAt = new Map(artifacts.map(({ id }, place) => [id, place]));
  const componentAt = new Map(components.map(({ id }, place) => [id, place]));
  const subject = filters.service ?? filters.team ?? "everything";
  const what = filters.service !== null ? `the service ${subject}` : filters.team !== null ? `the team ${subject}` : "all services";
  return {
    id: uuidv7(),
    subject,
    title: `Decisions on vulnerabilities of ${what}`,
    at: new Date(),
    publisher: { url: env().publicUrl, name: `Wherein at ${new URL(env().publicUrl).host}` },
    tool: { name: "Wherein", version },
    artifacts,
    components,
    statements: rows.map((row) => statementOf(row, artifactAt, componentAt)),
  };
}

function statementOf({ id, ids, summary, artifactIds, packageVersionIds, ...said }: EffectiveRow, artifactAt: Places, componentAt: Places): ExportedStatement {
  const about = artifactIds.map((artifactId, i): [number, number] => [artifactAt.get(artifactId) ?? 0, componentAt.get(packageVersionIds[i] ?? 0) ?? 0]);
  return { ...said, vulnerability: { id, aliases: ids.filter((each) => each !== id), summary }, about };
}

type Places = ReadonlyMap<number, number>;
