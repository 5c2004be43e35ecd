import { type Context, requireScope, type Verb } from "@/lib/context";
import { env } from "@/lib/env";
import { toCsv } from "./export-csv";
import { toMarkdown } from "./export-markdown";
import { getIncident } from "./get-incident";
import { permalinkOf } from "./permalink";
import { type ExportIncident, exportIncidentSchema, type Incident, type IncidentService } from "./schemas";

export type IncidentExport = { contentType: string; filename: string; body: string };

const types = { csv: ["text/csv", "csv"], json: ["application/json", "json"], markdown: ["text/markdown", "md"] } as const;
const rowsPerRead = 5_000;

/** An incident with all of its services and the unknown ones: as CSV, as JSON, or as Markdown for a chat. Throws `not_found`. */
export async function exportIncident({ ctx, input }: Verb<ExportIncident>): Promise<IncidentExport> {
  requireScope(ctx, "inventory:read");
  const { id, format, asof } = exportIncidentSchema.parse(input);
  // Pages of one moment: what is said meanwhile is in none of them.
  const asOf = asof ?? new Date().toISOString();
  const then = await wholeIncident({ id, asof: asOf }, (page) => getIncident({ ctx, input: page }));
  const incident = asof === undefined ? { ...then, ...(await lastCheck(ctx, id)) } : then;
  const address = new URL(permalinkOf(id, new Date(asOf)), env().publicUrl).href;
  const [type, extension] = types[format];
  const body =
    format === "csv"
      ? toCsv(incident, asOf)
      : format === "json"
        ? `${JSON.stringify({ ...incident, permalink: address })}\n`
        : toMarkdown(incident, address, asOf);
  return { contentType: `${type}; charset=utf-8`, filename: `incident-${id}-${asOf.slice(0, 16).replace(/[:T]/g, "-")}.${extension}`, body };
}

/** What was looked at by the last check, which found the same. */
async function lastCheck(ctx: Context, id: number): Promise<Pick<Incident, "evidence" | "lastCheckedAt">> {
  const { evidence, lastCheckedAt } = await getIncident({ ctx, input: { id, limit: 1 } });
  return { evidence, lastCheckedAt };
}

type Page = { id: number; asof: string; show: "all"; limit: number; cursor?: string | undefined };

async function wholeIncident(of: { id: number; asof: string }, read: (page: Page) => Promise<Incident>): Promise<Incident> {
  const data: IncidentService[] = [];
  let cursor: string | undefined;
  for (;;) {
    const incident = await read({ ...of, show: "all", limit: rowsPerRead, cursor });
    data.push(...incident.services.data);
    cursor = incident.services.meta.nextCursor ?? undefined;
    if (cursor === undefined) return { ...incident, services: { data, meta: { limit: data.length, nextCursor: null, rows: data.length } } };
  }
}
