import { type Context, requireScope, type Verb } from "@/lib/context";
import { pool } from "@/lib/db";
import { selectViews, type ViewRow } from "./queries";
import type { SavedView } from "./schemas";

/** The caller's views, then those that others share. Needs `inventory:read`; a token sees what is shared. */
export async function listViews({ ctx }: Verb<Record<string, never>>): Promise<SavedView[]> {
  requireScope(ctx, "inventory:read");
  const rows = await selectViews(pool(), ctx.actor.kind === "user" ? ctx.actor.id : null);
  return rows.map((row) => toView(ctx, row));
}

/** A view as the API shows it. */
export function toView({ actor }: Context, { userId, createdAt, ...row }: ViewRow): SavedView {
  return { ...row, own: actor.kind === "user" && actor.id === userId, createdAt: createdAt.toISOString() };
}
