import type { z } from "zod";
import { requireScope, type Verb } from "@/lib/context";
import { WhereinError } from "@/lib/errors";
import { openSnapshot, type Snapshot, streamOf } from "@/lib/inventory/read";
import { csvHeader, csvLines } from "./export-csv";
import { namedFindings } from "./list-findings";
import type { FindingFilters } from "./queries/filters";
import { readFilters } from "./read-filters";
import { type FindingPage, readPage } from "./read-page";
import { type ExportFindings, exportFindingsSchema } from "./schemas";

/** The most rows of one export. */
export const exportRowsMax = 200_000;
const rowsPerRead = 2_000;

export type FindingsExport = { contentType: string; filename: string; body: ReadableStream<Uint8Array> };

/** Every finding that the pages of a list would show, as CSV, read as it is sent. Throws `invalid` as the list does, and `too_large`. */
export async function exportFindings({ ctx, input }: Verb<z.input<typeof exportFindingsSchema>>): Promise<FindingsExport> {
  requireScope(ctx, "inventory:read");
  const { sort, ...given } = exportFindingsSchema.parse(input);
  const snapshot = await openSnapshot();
  try {
    const filters = await readFilters(snapshot.client, ctx, given);
    const { counts } = await readPage(snapshot.client, filters, { sort, limit: 1 });
    const { rows } = counts;
    if (rows > exportRowsMax) {
      throw new WhereinError("too_large", `More than ${exportRowsMax} findings match. Narrow the list, by team for example.`, { reason: "export_too_large" });
    }
    const name = `findings-${new Date().toISOString().slice(0, 16).replace(/[:T]/g, "-")}.csv`;
    return { contentType: "text/csv; charset=utf-8", filename: name, body: streamOf(csvParts(snapshot, filters, sort), snapshot) };
  } catch (error) {
    await snapshot.close(error);
    throw error;
  }
}

async function* csvParts({ client }: Snapshot, filters: FindingFilters, sort: ExportFindings["sort"]): AsyncGenerator<string> {
  yield csvHeader();
  let cursor: string | undefined;
  do {
    const page: FindingPage = await readPage(client, filters, { sort, limit: rowsPerRead, cursor });
    if (page.rows.length > 0) yield csvLines(await namedFindings(client, page.rows));
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
}
