import type { ClientBase } from "pg";
import { recordAudit } from "@/lib/audit";
import { type Context, requireScope, type Verb } from "@/lib/context";
import { inTransaction, pool } from "@/lib/db";
import { WhereinError } from "@/lib/errors";
import { checkIncident } from "./check-incident";
import { givenList } from "./given-list";
import { changedMeanwhile, incidentClosed, incidentNotFound } from "./not-found";
import { toRevision, toRun } from "./present";
import { lockIncident } from "./queries/incidents";
import { recordedAt } from "./queries/moments";
import { insertRevision, type RevisionRow, selectLists, selectRevision } from "./queries/revisions";
import { selectJoinedSince } from "./queries/runs";
import { selectServiceNames } from "./queries/services";
import { type AddRevision, addRevisionSchema, listsMax, type Revised } from "./schemas";
import { diffTerms, requireTerms, termsOfLists } from "./terms-of-lists";

/**
 * Adds lines to what an incident looks for, or takes the next revision of its list, and asks again at once: the answer says what was added to
 * the list, and how many services are affected since. Needs `incidents:write` and `inventory:read`; throws `not_found`, `invalid` for no list, and
 * `conflict` for one that changes nothing and for a closed incident.
 */
export async function addRevision({ ctx, input }: Verb<AddRevision>): Promise<Revised> {
  requireScope(ctx, "incidents:write");
  requireScope(ctx, "inventory:read");
  const { id, mode, note, ...given } = addRevisionSchema.parse(input);
  const listId = await givenList(ctx, given);
  await requireTerms([listId]);
  const row = await revise(ctx, { id, mode, note, listId });
  const { changed, checkedAt, run } = await checkIncident(ctx, id, "list");
  const [names, joined] = await Promise.all([selectServiceNames(pool(), Object.values(run.changes).flat()), selectJoinedSince(pool(), id, row.revision)]);
  return {
    revision: toRevision(row, await selectLists(pool(), row.listIds)),
    // The worker may have asked for it first: its run is what the revision changed.
    run: { changed: changed || run.revision >= row.revision, checkedAt: checkedAt.toISOString(), run: toRun(run, names) },
    newServices: joined.length,
  };
}

type Revision = { id: number; mode: "add" | "replace"; note: string | null; listId: string };

const triesMax = 3;

/** Compares the lists without holding a lock, and begins again when there is another revision by then. */
async function revise(ctx: Context, revision: Revision): Promise<RevisionRow> {
  for (let tries = 1; tries <= triesMax; tries += 1) {
    const last = await selectRevision(pool(), revision.id);
    if (last === null) throw incidentNotFound(revision.id);
    const next = await revisionAfter(last, revision);
    const row = await inTransaction((client) => addAfter(client, ctx, { ...revision, last: last.revision, next }));
    if (row !== null) return row;
  }
  throw changedMeanwhile("The list of the incident", (await selectRevision(pool(), revision.id))?.revision ?? 0);
}

type Next = Omit<RevisionRow, "at" | "byName">;

async function revisionAfter(last: RevisionRow, { mode, note, listId }: Revision): Promise<Next> {
  const listIds = mode === "replace" ? [listId] : [...last.listIds.filter((each) => each !== listId), listId];
  if (listIds.length > listsMax) throw tooManyLists();
  const after = await termsOfLists(listIds);
  const { added, removed } = diffTerms(await termsOfLists(last.listIds), after);
  if (added.length + removed.length === 0) throw nothingNew();
  return { revision: last.revision + 1, listIds, note, indicators: after.size, added: added.length, removed: removed.length };
}

/** Null: the incident has another last revision by now. */
async function addAfter(
  client: ClientBase,
  ctx: Context,
  { id, mode, listId, last, next }: Revision & { last: number; next: Next },
): Promise<RevisionRow | null> {
  const state = await lockIncident(client, id);
  if (state === null) throw incidentNotFound(id);
  if (state.status === "closed") throw incidentClosed();
  if ((await selectRevision(client, id))?.revision !== last) return null;
  const row = { ...next, at: await recordedAt(client, id), byName: ctx.actor.name };
  await insertRevision(client, id, row);
  const { listIds: _, ...said } = next;
  await recordAudit(
    client,
    ctx,
    { action: "incident.revised", subjectKind: "incident", subjectId: String(id), detail: { ...said, mode, list: listId } },
    row.at,
  );
  return row;
}

function tooManyLists(): WhereinError {
  return new WhereinError("too_large", `An incident looks for ${listsMax} lists together at most. Replace them by one that has all of it.`, {
    reason: "too_many_lists",
  });
}

function nothingNew(): WhereinError {
  return new WhereinError("conflict", "The incident looks for exactly this already.", { reason: "list_unchanged" });
}
