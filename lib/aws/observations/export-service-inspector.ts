import type { z } from "zod";
import { requireScope, type Verb } from "@/lib/context";
import { openSnapshot, type Snapshot, streamOf } from "@/lib/inventory/read";
import { csvHeader, csvLines } from "./export-csv";
import { artifactsOf, toFilters } from "./list-service-inspector";
import { nameRows } from "./name-rows";
import { type JoinedFilters, type JoinedRow, selectJoined } from "./queries/joined";
import { exportServiceInspectorSchema } from "./schemas";

const rowsPerRead = 2_000;

export type InspectorExport = { contentType: string; filename: string; body: ReadableStream<Uint8Array> };

/** Every row that the pages of a service's list would show, as CSV, read as it is sent. Throws as the list does. */
export async function exportServiceInspector({ ctx, input }: Verb<z.input<typeof exportServiceInspectorSchema>>): Promise<InspectorExport> {
  requireScope(ctx, "inventory:read");
  const { slug, artifactId, ...given } = exportServiceInspectorSchema.parse(input);
  const snapshot = await openSnapshot();
  try {
    const artifacts = await artifactsOf(snapshot.client, slug, artifactId);
    const name = `inspector-${slug.replace(/[^\w.-]+/g, "-")}-${new Date().toISOString().slice(0, 16).replace(/[:T]/g, "-")}.csv`;
    return { contentType: "text/csv; charset=utf-8", filename: name, body: streamOf(csvParts(snapshot, artifacts, toFilters(given)), snapshot) };
  } catch (error) {
    await snapshot.close(error);
    throw error;
  }
}

async function* csvParts({ client }: Snapshot, artifacts: readonly number[], filters: JoinedFilters): AsyncGenerator<string> {
  yield csvHeader();
  let after: JoinedRow | null = null;
  for (;;) {
    const { page }: { page: JoinedRow[] } = await selectJoined(client, artifacts, filters, { limit: rowsPerRead, after });
    const last = page.at(-1);
    if (last === undefined) return;
    yield csvLines(await nameRows(client, page));
    after = last;
  }
}
