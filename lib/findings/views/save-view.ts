import type { PoolClient } from "pg";
import type { z } from "zod";
import { type Context, requireScope, type Verb } from "@/lib/context";
import { inTransaction, uuidv7 } from "@/lib/db";
import { WhereinError } from "@/lib/errors";
import { toView } from "./list-views";
import { requirePerson } from "./owner";
import { countOwnViews, deleteViewRow, insertView, lockView, updateView, type ViewRow } from "./queries";
import { type ChangeView, changeViewSchema, type SavedView, type SaveView, saveViewSchema, viewPathSchema, viewsMax } from "./schemas";

/** Keeps a list of findings under a name. Needs `inventory:read` and a signed-in person; throws `conflict` when there are too many. */
export async function saveView({ ctx, input }: Verb<SaveView>): Promise<SavedView> {
  requireScope(ctx, "inventory:read");
  const person = requirePerson(ctx);
  const given = saveViewSchema.parse(input);
  return inTransaction(async (client) => {
    if ((await countOwnViews(client, person.id)) >= viewsMax)
      throw new WhereinError("conflict", `You have ${viewsMax} views. Delete one before you save another.`, { reason: "views_full" });
    const row = { id: uuidv7(), userId: person.id, by: person.name, ...given, search: withoutPlace(given.search), createdAt: new Date() };
    await insertView(client, row);
    return toView(ctx, row);
  });
}

/** Renames a view, replaces its list, shares it or keeps it to its owner. Throws `not_found`, and `forbidden` for that of somebody else. */
export async function changeView({ ctx, input }: Verb<ChangeView>): Promise<SavedView> {
  requireScope(ctx, "inventory:read");
  const { id, ...given } = changeViewSchema.parse(input);
  return inTransaction(async (client) => {
    const row = await ownView(client, ctx, id);
    const { name = row.name, search = row.search, shared = row.shared } = given;
    const next = { ...row, name, search: withoutPlace(search), shared };
    await updateView(client, next);
    return toView(ctx, next);
  });
}

/** Deletes a view. Throws `not_found`, and `forbidden` for that of somebody else. */
export async function deleteView({ ctx, input }: Verb<z.input<typeof viewPathSchema>>): Promise<void> {
  requireScope(ctx, "inventory:read");
  const { id } = viewPathSchema.parse(input);
  await inTransaction(async (client) => {
    await ownView(client, ctx, id);
    await deleteViewRow(client, id);
  });
}

async function ownView(client: PoolClient, ctx: Context, id: string): Promise<ViewRow> {
  const person = requirePerson(ctx);
  const row = await lockView(client, id);
  // What somebody keeps to themselves is not there for others.
  if (row === null || (row.userId !== person.id && !row.shared)) throw new WhereinError("not_found", "There is no such view.", { reason: "view_unknown" });
  if (row.userId === person.id) return row;
  throw new WhereinError("forbidden", `This view belongs to ${row.by}. Save one of your own.`, { reason: "not_the_owner" });
}

/** A list from its beginning: a place in it is of no use later. */
function withoutPlace(search: string): string {
  const parameters = new URLSearchParams(search);
  parameters.delete("cursor");
  return parameters.toString();
}
