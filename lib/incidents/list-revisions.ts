import { z } from "zod";
import { requireScope, type Verb } from "@/lib/context";
import { pool } from "@/lib/db";
import { decodeCursor, toPage } from "@/lib/inventory/read";
import type { Term } from "@/lib/query";
import { incidentNotFound } from "./not-found";
import { toRevision } from "./present";
import { selectIncident } from "./queries/incidents";
import { type RevisionRow, selectLists, selectRevisions } from "./queries/revisions";
import { type IncidentRevisions, incidentRevisionsSchema, type RevisionDiff, type RevisionList } from "./schemas";
import { diffTerms, lineOf, termsOfLists } from "./terms-of-lists";

const linesShownMax = 200;

/**
 * The revisions of what an incident looks for, the last first, and what one of them looks for that the one before did not: lists are large, so the lines
 * of the others are asked for one by one. Throws `not_found`.
 */
export async function listRevisions({ ctx, input }: Verb<IncidentRevisions>): Promise<RevisionList> {
  requireScope(ctx, "inventory:read");
  const { id, limit, cursor, lines } = incidentRevisionsSchema.parse(input);
  if ((await selectIncident(pool(), id)) === null) throw incidentNotFound(id);
  const [before = null] = decodeCursor(cursor, z.tuple([z.int32()])) ?? [];
  const rows = await selectRevisions(pool(), id, { before, limit: limit + 1 });
  const { page, nextCursor } = toPage(rows, limit, ({ revision }) => [revision]);
  const shown = lines === undefined ? 0 : page.findIndex(({ revision }) => revision === lines);
  const [lists, diff] = await Promise.all([
    selectLists(pool(), [...new Set(page.flatMap(({ listIds }) => listIds))]),
    diffOf(page[shown] ?? null, rows[shown + 1] ?? null),
  ]);
  const byId = new Map(lists.map((list) => [list.id, list]));
  const data = page.map((row, place): RevisionDiff => {
    const own = row.listIds.flatMap((listId) => byId.get(listId) ?? []);
    return { ...toRevision(row, own), ...(place === shown ? diff : noDiff) };
  });
  return { data, meta: { limit, nextCursor } };
}

type Diff = Pick<RevisionDiff, "addedLines" | "removedLines">;

const noDiff: Diff = { addedLines: null, removedLines: null };

async function diffOf(row: RevisionRow | null, earlier: RevisionRow | null): Promise<Diff> {
  if (row === null) return noDiff;
  const none: ReadonlyMap<string, Term> = new Map();
  const { added, removed } = diffTerms(earlier ? await termsOfLists(earlier.listIds) : none, await termsOfLists(row.listIds));
  const linesOf = (terms: readonly Term[]) => terms.slice(0, linesShownMax).map(lineOf);
  return { addedLines: linesOf(added), removedLines: linesOf(removed) };
}
