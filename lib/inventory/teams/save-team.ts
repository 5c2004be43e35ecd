import type { ClientBase } from "pg";
import { recordAudit } from "@/lib/audit";
import { type Context, requireScope, type Verb } from "@/lib/context";
import { inTransaction } from "@/lib/db";
import { WhereinError } from "@/lib/errors";
import type { OwnerContacts } from "@/lib/inventory/read/schemas/common";
import { insertOrLockTeam, toTeam, updateTeam } from "./queries";
import { type SaveTeam, type SettledTeam, saveTeamSchema, type TeamRef } from "./schemas";

/**
 * Creates the team of this slug or gives it this name and contact, and these contacts where they are given; saving what is stored changes
 * nothing. Needs `inventory:write`. Throws `conflict` where the team exists and `ifExists` is `refuse`.
 */
export async function saveTeam({ ctx, input }: Verb<SaveTeam>): Promise<{ team: TeamRef; created: boolean }> {
  requireScope(ctx, "inventory:write");
  const { ifExists, ...asked } = saveTeamSchema.parse(input);
  return inTransaction(async (client) => {
    const { team, before } = await storeTeam(client, ctx, asked, ifExists);
    return { team, created: before === null };
  });
}

/** The same on the caller's transaction. A name of null stays, or is the slug. `before` is what was stored, null where the team is new; `team` is that very value where nothing changed. */
export async function storeTeam(
  client: ClientBase,
  ctx: Context,
  { contacts: said, ...asked }: Omit<SettledTeam, "name"> & { name: string | null },
  ifExists: "update" | "refuse" = "update",
): Promise<{ team: TeamRef; before: TeamRef | null }> {
  const given = said && contactsOf(said);
  const { created, ...stored } = await insertOrLockTeam(client, { ...asked, name: asked.name ?? asked.slug, ...(given && { contacts: given }) });
  const before = toTeam(stored);
  if (!created && ifExists === "refuse") throw teamExists(before);
  const team = toTeam({ ...asked, name: asked.name ?? stored.name, contacts: given === undefined ? stored.contacts : given });
  if (!created && isSame(before, team)) return { team: before, before };
  if (!created) await updateTeam(client, team);
  const { slug: _, ...detail } = { ...team, ...(!created && { before: withoutSlug(before) }) };
  await recordAudit(client, ctx, { action: created ? "team.created" : "team.changed", subjectKind: "team", subjectId: asked.slug, detail });
  return { team, before: created ? null : before };
}

/** Those that say something, in one order; null where none does. */
function contactsOf({ email, chat, onCall, runbook }: NonNullable<SettledTeam["contacts"]>): OwnerContacts | null {
  const contacts = { ...(email && { email }), ...(chat && { chat }), ...(onCall && { onCall }), ...(runbook && { runbook }) };
  return Object.keys(contacts).length === 0 ? null : contacts;
}

function isSame(one: TeamRef, other: TeamRef): boolean {
  const keyOf = ({ name, contact, contacts: { email, chat, onCall, runbook } = {} }: TeamRef) => JSON.stringify([name, contact, email, chat, onCall, runbook]);
  return keyOf(one) === keyOf(other);
}

function withoutSlug({ slug: _, ...rest }: TeamRef): Omit<TeamRef, "slug"> {
  return rest;
}

function teamExists({ slug, name }: TeamRef): WhereinError {
  const detail = `The team ${name} has the slug "${slug}" already.`;
  return new WhereinError("conflict", detail, { reason: "team_exists", errors: [{ pointer: "/slug", detail: "Taken", code: "taken" }] });
}
