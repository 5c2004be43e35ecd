import type { z } from "zod";
import { requireScope, type Verb } from "@/lib/context";
import { WhereinError } from "@/lib/errors";
import { freshnessDays } from "@/lib/inventory/freshness";
import { openSnapshot, type Snapshot, streamOf } from "@/lib/inventory/read";
import type { Diagnostic } from "@/lib/query";
import { sortOf, standingOf, timeOf } from "./answer-terms";
import { countsOf } from "./counts-of";
import { affectedRecord, builtRecord, csvHeader, csvLines, unknownRecord } from "./export-csv";
import { keptList } from "./find-affected-services";
import { type FoundHits, findHits } from "./find-hits";
import { exportRowsMax } from "./limits";
import { toAffectedRow, toUnknownService } from "./present";
import { presentBuilds, presentSides } from "./present-exposure";
import { selectUnknownServices } from "./queries/candidates";
import { selectDetails } from "./queries/details";
import type { AskedHashes } from "./queries/holdings";
import { namesOfVersions } from "./queries/names";
import { type Question, readQuestion } from "./question";
import { type AskedAdvisories, advisoriesOf } from "./resolve-advisories";
import { resolveTerms } from "./resolve-terms";
import { type AffectedRow, type BuiltInWindow, exportAffectedSchema, type UnknownService } from "./schemas";
import { unknownNames } from "./unknown-names";

const rowsPerRead = 500;

export type Export = { contentType: string; filename: string; body: ReadableStream<Uint8Array> };
type Answered = {
  question: Question;
  diagnostics: readonly Diagnostic[];
  seenAt: Date;
  found: FoundHits;
  asked: AskedHashes;
  advisories: AskedAdvisories;
  snapshot: Snapshot;
};

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
    const found = await findHits(snapshot.client, await snapshot.stamp, { question, seenAt, resolved, order });
    if (Math.max(found.counts.rows, found.exposure?.builds.length ?? 0) > exportRowsMax) {
      throw new WhereinError("too_large", `More than ${exportRowsMax} rows or builds match. Narrow the question, by team for example.`, {
        reason: "export_too_large",
      });
    }
    const diagnostics = [...question.diagnostics, ...resolved.diagnostics, ...(await unknownNames(snapshot.client, question))];
    const answered = { question, diagnostics, seenAt, found, asked: resolved, advisories: resolved.advisories, snapshot };
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

async function* rowsOf({ found, asked, seenAt, question, snapshot }: Answered): AsyncGenerator<AffectedRow[]> {
  for (let at = 0; at < found.hits.length; at += rowsPerRead) {
    const some = found.hits.slice(at, at + rowsPerRead);
    const rows = await selectDetails(snapshot.client, some, timeOf(question, found), asked);
    yield rows.map((row) => toAffectedRow(row, seenAt, standingOf(found, row)));
  }
}

async function* unknownOf({ found, question, snapshot }: Answered): AsyncGenerator<UnknownService[]> {
  for (let at = 0; at < found.unknown.length; at += rowsPerRead) {
    const some = found.unknown.slice(at, at + rowsPerRead);
    const rows = await selectUnknownServices(
      snapshot.client,
      some.map(({ id }) => id),
      question.asOf,
    );
    yield rows.map((row, place) => toUnknownService(row, some[place]?.reason ?? 0));
  }
}

async function* buildsOf({ found, snapshot }: Answered): AsyncGenerator<BuiltInWindow[]> {
  const builds = found.exposure?.builds ?? [];
  for (let at = 0; at < builds.length; at += rowsPerRead) yield await presentBuilds(snapshot.client, builds.slice(at, at + rowsPerRead));
}

async function* csvParts(answered: Answered): AsyncGenerator<string> {
  yield csvHeader();
  for await (const rows of rowsOf(answered)) yield csvLines(rows.map(affectedRecord));
  for await (const services of unknownOf(answered)) yield csvLines(services.map(unknownRecord));
  for await (const builds of buildsOf(answered)) yield csvLines(builds.map(builtRecord));
}

async function* jsonParts(answered: Answered): AsyncGenerator<string> {
  const { question, diagnostics, found, seenAt, snapshot } = answered;
  const names = await namesOfVersions(
    snapshot.client,
    found.counts.versions.map(({ packageVersionId }) => packageVersionId),
  );
  const meta = {
    advisories: answered.advisories.mirror,
    rows: found.counts.rows,
    asOf: seenAt.toISOString(),
    freshnessDays,
    retiredServices: found.retiredIds.length,
    newestSbomAt: found.newestSbomAt?.toISOString() ?? null,
  };
  const head = { ...countsOf(found, names), ...advisoriesOf(answered.advisories), question: { text: question.text, label: question.label, diagnostics }, meta };
  yield `${JSON.stringify(head).slice(0, -1)},"data":`;
  yield* listOf(rowsOf(answered));
  yield `,"unknown":`;
  yield* listOf(unknownOf(answered));
  yield `,"exposure":`;
  yield* exposureParts(answered);
  yield "}\n";
}

async function* exposureParts(answered: Answered): AsyncGenerator<string> {
  const { exposure } = answered.found;
  if (exposure === null) {
    yield "null";
    return;
  }
  yield `${JSON.stringify(presentSides(exposure)).slice(0, -1)},"builds":`;
  yield* listOf(buildsOf(answered));
  yield "}";
}

async function* listOf<Item>(parts: AsyncGenerator<Item[]>): AsyncGenerator<string> {
  let separator = "[";
  for await (const items of parts) {
    yield separator + items.map((item) => JSON.stringify(item)).join(",");
    separator = ",";
  }
  yield separator === "[" ? "[]" : "]";
}
