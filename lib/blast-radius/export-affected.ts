import type { z } from "zod";
import { requireScope, type Verb } from "@/lib/context";
import { WhereinError } from "@/lib/errors";
import { openSnapshot, streamOf } from "@/lib/inventory/read";
import { servicesWithoutDevScope, sortOf } from "./answer-terms";
import { affectedRecord, builtRecord, csvHeader, csvLines, unknownRecord } from "./export-csv";
import { jsonParts } from "./export-json";
import { type Answered, buildsOf, rowsOf, unknownOf } from "./export-reads";
import { keptList } from "./find-affected-services";
import { findHits } from "./find-hits";
import { exportRowsMax } from "./limits";
import { readQuestion } from "./question";
import { resolveTerms } from "./resolve-terms";
import { exportAffectedSchema } from "./schemas";
import { unknownNames } from "./unknown-names";

export type Export = { contentType: string; filename: string; body: ReadableStream<Uint8Array> };

/**
 * Every row that the pages of a question would show, every unknown service after them, and every build of its window that lists what is asked for, as CSV
 * or JSON, read as it is sent. Throws `invalid` as the question does, and `too_large` with `export_too_large` for more rows than one file takes.
 */
export async function exportAffected({ ctx, input }: Verb<z.input<typeof exportAffectedSchema>>): Promise<Export> {
  requireScope(ctx, "inventory:read");
  const parameters = exportAffectedSchema.parse(input);
  const question = readQuestion(parameters, await keptList(parameters.list));
  const seenAt = question.asOf ?? new Date();
  const snapshot = await openSnapshot({ plans: "kept" });
  try {
    const resolved = await resolveTerms(snapshot.client, question.terms);
    const order = { ...sortOf(parameters.sort), count: exportRowsMax, after: null };
    const stamp = await snapshot.stamp;
    const found = await findHits(snapshot.client, stamp, { question, seenAt, resolved, order });
    if (Math.max(found.counts.rows, found.exposure?.builds.length ?? 0) > exportRowsMax) {
      throw new WhereinError("too_large", `More than ${exportRowsMax} rows or builds match. Narrow the question, by team for example.`, {
        reason: "export_too_large",
      });
    }
    const diagnostics = [...question.diagnostics, ...resolved.diagnostics, ...(await unknownNames(snapshot.client, question))];
    const withoutDevScope = parameters.format === "csv" ? null : await servicesWithoutDevScope(snapshot.client, stamp, question, resolved);
    const answered = { question, diagnostics, seenAt, found, resolved, withoutDevScope, snapshot };
    const parts = parameters.format === "csv" ? csvParts(answered) : jsonParts(answered);
    const name = `blast-radius-${seenAt.toISOString().slice(0, 16).replace(/[:T]/g, "-")}`;
    return {
      contentType: parameters.format === "csv" ? "text/csv; charset=utf-8" : "application/json; charset=utf-8",
      filename: `${name}.${parameters.format}`,
      body: streamOf(parts, snapshot),
    };
  } catch (error) {
    await snapshot.close(error);
    throw error;
  }
}

async function* csvParts(answered: Answered): AsyncGenerator<string> {
  yield csvHeader();
  for await (const rows of rowsOf(answered)) yield csvLines(rows.map(affectedRecord));
  for await (const services of unknownOf(answered)) yield csvLines(services.map(unknownRecord));
  for await (const builds of buildsOf(answered)) yield csvLines(builds.map(builtRecord));
}
