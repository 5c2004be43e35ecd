import { requireScope, type Verb } from "@/lib/context";
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
  const incident = await wholeIncident({ id, asof }, (page) => getIncident({ ctx, input: page }));
  const asOf = incident.moment;
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

type Page = { id: number; asof?: string | undefined; show: "all"; limit: number; cursor?: string | undefined };

/** All pages of one moment: what is said meanwhile is in none of them. */
async function wholeIncident({ id, asof }: Pick<Page, "id" | "asof">, read: (page: Page) => Promise<Incident>): Promise<Incident> {
  const first = await read({ id, asof, show: "all", limit: rowsPerRead });
  const data: IncidentService[] = [...first.services.data];
  let cursor = first.services.meta.nextCursor;
  while (cursor !== null) {
    const { services } = await read({ id, asof: first.moment, show: "all", limit: rowsPerRead, cursor });
    data.push(...services.data);
    cursor = services.meta.nextCursor;
  }
  return { ...first, asOf: first.moment, services: { data, meta: { limit: data.length, nextCursor: null, rows: data.length } } };
}
