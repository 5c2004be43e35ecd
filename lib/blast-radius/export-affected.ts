import type { z } from "zod";
import { requireScope, type Verb } from "@/lib/context";
import { WhereinError } from "@/lib/errors";
import { freshnessDays, staleBefore } from "@/lib/inventory/freshness";
import { openSnapshot, type Snapshot } from "@/lib/inventory/read";
import { countsOf, sortOf } from "./answer-terms";
import { affectedRecord, csvHeader, csvLines, unknownRecord } from "./export-csv";
import { toAffectedRow, toUnknownService } from "./present";
import { type AffectedAnswer, type Hit, selectAffected } from "./queries/affected";
import { selectDetails } from "./queries/details";
import { type Question, readQuestion } from "./question";
import { resolveTerms } from "./resolve-terms";
import { type AffectedRow, exportAffectedSchema } from "./schemas";

/** The most rows of one export. */
export const exportRowsMax = 200_000;
const rowsPerRead = 500;

export type Export = { contentType: string; filename: string; body: ReadableStream<Uint8Array> };
type Answered = { question: Question; seenAt: Date; answer: AffectedAnswer; snapshot: Snapshot };

/**
 * Every row that the pages of a question would show, and every unknown service after them, as CSV or JSON, read as it is
 * sent. Throws `invalid` as the question does, and `too_large` with `export_too_large` for more rows than one file takes.
 */
export async function exportAffected({ ctx, input }: Verb<z.input<typeof exportAffectedSchema>>): Promise<Export> {
  requireScope(ctx, "inventory:read");
  const parameters = exportAffectedSchema.parse(input);
  const question = readQuestion(parameters);
  const seenAt = question.asOf ?? new Date();
  const snapshot = await openSnapshot({ plans: "kept" });
  try {
    const resolved = await resolveTerms(snapshot.client, question.terms);
    const limits = { limit: exportRowsMax, unknownLimit: exportRowsMax, background: null, after: null };
    const answer = await selectAffected(snapshot.client, {
      ...resolved,
      ...sortOf(parameters.sort),
      ...limits,
      facets: question.facets,
      asOf: question.asOf,
      staleBefore: staleBefore(seenAt),
    });
    if (answer.hits.length > exportRowsMax) {
      throw new WhereinError("too_large", `More than ${exportRowsMax} rows match. Narrow the question, by team for example.`, { reason: "export_too_large" });
    }
    const answered = { question, seenAt, answer, snapshot };
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

/** Reads a part when the reader asks for one. The snapshot is given back at the end, at a failure, and when the reader goes away. */
function streamOf(parts: AsyncGenerator<string>, snapshot: Snapshot): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      try {
        const part = await parts.next();
        if (!part.done) return controller.enqueue(encoder.encode(part.value));
        await snapshot.close();
        controller.close();
      } catch (error) {
        await snapshot.close(error);
        controller.error(error);
      }
    },
    async cancel() {
      await parts.return(undefined);
      await snapshot.close("the reader went away");
    },
  });
}

async function* rowsOf({ answer, seenAt, question, snapshot }: Answered): AsyncGenerator<AffectedRow[]> {
  for (let at = 0; at < answer.hits.length; at += rowsPerRead) {
    const hits: Hit[] = answer.hits.slice(at, at + rowsPerRead);
    yield (await selectDetails(snapshot.client, hits, question.asOf)).map((row) => toAffectedRow(row, seenAt));
  }
}

async function* csvParts(answered: Answered): AsyncGenerator<string> {
  yield csvHeader();
  for await (const rows of rowsOf(answered)) yield csvLines(rows.map(affectedRecord));
  if (answered.answer.unknown.length > 0) yield csvLines(answered.answer.unknown.map((row) => unknownRecord(toUnknownService(row))));
}

async function* jsonParts(answered: Answered): AsyncGenerator<string> {
  const { question, answer, seenAt } = answered;
  const { verdict, groups, versions, unknownByReason } = countsOf(answer);
  const meta = { rows: answer.hits.length, asOf: seenAt.toISOString(), freshnessDays, newestSbomAt: answer.newestSbomAt?.toISOString() ?? null };
  const head = {
    verdict,
    groups,
    versions,
    unknownByReason,
    question: { text: question.text, label: question.label, diagnostics: question.diagnostics },
    meta,
  };
  yield `${JSON.stringify(head).slice(0, -1)},"data":[`;
  let separator = "";
  for await (const rows of rowsOf(answered)) {
    yield separator + rows.map((row) => JSON.stringify(row)).join(",");
    separator = ",";
  }
  yield `],"unknown":${JSON.stringify(answer.unknown.map(toUnknownService))}}\n`;
}
