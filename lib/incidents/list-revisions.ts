import { z } from "zod";
import { requireScope, type Verb } from "@/lib/context";
import { pool } from "@/lib/db";
import { decodeCursor, toPage } from "@/lib/inventory/read";
import type { Term } from "@/lib/query";
import { incidentNotFound } from "./not-found";
import { toRevision } from "./present";
import { selectIncident } from "./queries/incidents";
import { type RevisionRow, selectLists, selectRevisions } from "./queries/revisions";
import { type IncidentPages, incidentPagesSchema, type RevisionDiff, type RevisionList } from "./schemas";
import { diffTerms, lineOf, termsOfLists } from "./terms-of-lists";

const linesShownMax = 200;

/** The revisions of what an incident looks for, the last first, each with what it looks for that the one before did not. Throws `not_found`. */
export async function listRevisions({ ctx, input }: Verb<IncidentPages>): Promise<RevisionList> {
  requireScope(ctx, "inventory:read");
  const { id, limit, cursor } = incidentPagesSchema.parse(input);
  if ((await selectIncident(pool(), id)) === null) throw incidentNotFound(id);
  const [before = null] = decodeCursor(cursor, z.tuple([z.int32()])) ?? [];
  const rows = await selectRevisions(pool(), id, { before, limit: limit + 1 });
  const { page, nextCursor } = toPage(rows, limit, ({ revision }) => [revision]);
  const data: RevisionDiff[] = [];
  for (const [place, row] of page.entries()) data.push(await withDiff(row, rows[place + 1] ?? null));
  return { data, meta: { limit, nextCursor } };
}

async function withDiff(row: RevisionRow, earlier: RevisionRow | null): Promise<RevisionDiff> {
  const lists = await selectLists(pool(), row.listIds);
  const none: ReadonlyMap<string, Term> = new Map();
  const { added, removed } = diffTerms(earlier ? await termsOfLists(earlier.listIds) : none, await termsOfLists(row.listIds));
  const lines = (terms: readonly Term[]) => terms.slice(0, linesShownMax).map(lineOf);
  return { ...toRevision(row, lists), addedLines: lines(added), removedLines: lines(removed) };
}
