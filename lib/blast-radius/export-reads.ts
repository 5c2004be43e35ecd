import type { Snapshot } from "@/lib/inventory/read";
import type { Diagnostic } from "@/lib/query";
import { type BareService, standingOf, timeOf, toBareService } from "./answer-terms";
import type { FoundHits } from "./find-hits";
import { alsoReported, reportsOf } from "./inspector-says";
import { toAffectedRow, toUnknownService } from "./present";
import { presentBuilds } from "./present-exposure";
import { type Candidate, selectUnknownServices, type UnknownRow } from "./queries/candidates";
import { selectDetails } from "./queries/details";
import type { Question } from "./question";
import type { Resolved } from "./resolve-terms";
import type { AffectedRow, BuiltInWindow, UnknownService } from "./schemas";

const rowsPerRead = 500;

/** An answer of which the rows are still to be read, on its snapshot. */
export type Answered = {
  question: Question;
  diagnostics: readonly Diagnostic[];
  seenAt: Date;
  found: FoundHits;
  resolved: Resolved;
  withoutDevScope: readonly Candidate[] | null;
  snapshot: Snapshot;
};

/** Rows in the asked order. */
export async function* rowsOf({ found, resolved, seenAt, question, snapshot }: Answered): AsyncGenerator<AffectedRow[]> {
  const stamp = await snapshot.stamp;
  for (let at = 0; at < found.hits.length; at += rowsPerRead) {
    const some = found.hits.slice(at, at + rowsPerRead);
    const rows = await selectDetails(snapshot.client, some, timeOf(question, found), resolved);
    const alsoThere = await alsoReported(snapshot.client, stamp, some, resolved);
    yield rows.map((row) => toAffectedRow(row, seenAt, { ...standingOf(found, row), inspector: alsoThere(row) }));
  }
}

/** Unknown services by slug. */
export async function* unknownOf({ found: { unknown }, question, snapshot, resolved }: Answered): AsyncGenerator<UnknownService[]> {
  for await (const { some, rows } of servicesOf(snapshot, unknown, question.asOf)) {
    const reports = await reportsOf(snapshot.client, some, resolved);
    yield rows.map((row, place) => toUnknownService(row, some[place]?.reason ?? 0, reports.get(row.id)));
  }
}

/** Some services with their owners. */
export async function* bareServicesOf({ snapshot }: Answered, services: readonly Candidate[]): AsyncGenerator<BareService[]> {
  for await (const { rows } of servicesOf(snapshot, services, null)) yield rows.map(toBareService);
}

async function* servicesOf(
  { client }: Snapshot,
  services: readonly Candidate[],
  asOf: Date | null,
): AsyncGenerator<{ some: readonly Candidate[]; rows: UnknownRow[] }> {
  for (let at = 0; at < services.length; at += rowsPerRead) {
    const some = services.slice(at, at + rowsPerRead);
    const ids = some.map(({ id }) => id);
    yield { some, rows: await selectUnknownServices(client, ids, asOf) };
  }
}

/** Builds of the window that list what is asked for. */
export async function* buildsOf({ found, snapshot }: Answered): AsyncGenerator<BuiltInWindow[]> {
  const builds = found.exposure?.builds ?? [];
  for (let at = 0; at < builds.length; at += rowsPerRead) yield await presentBuilds(snapshot.client, builds.slice(at, at + rowsPerRead));
}
