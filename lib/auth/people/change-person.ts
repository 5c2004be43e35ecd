import type { ClientBase } from "pg";
import { recordAudit } from "@/lib/audit";
import type { Context, Verb } from "@/lib/context";
import { inTransaction } from "@/lib/db";
import { WhereinError } from "@/lib/errors";
import { forgetUser } from "../find-user";
import { forgetTokens } from "../remembered-tokens";
import { toPerson } from "./list-people";
import { deleteOpenInvitations, hasOtherAdministrator, lockPeople, type PersonRow, selectHoldings, selectPerson, updatePerson } from "./queries";
import { personNotFound, requireRightsOver } from "./refusals";
import { type ChangePerson, changePersonSchema, type Person } from "./schemas";

/**
 * Gives somebody another name or role, disables or enables them. Disabling ends their sessions and takes back their link; sessions know within seconds. Their
 * tokens work only while they are not disabled, and what they asked for cannot be approved meanwhile; the audit row counts both.
 * Nobody is deleted: what they decided stays theirs. What is so already changes nothing. Needs `settings:write`; throws `not_found`, and `conflict`
 * (`last_administrator`) where nobody would be left who can change settings.
 */
export async function changePerson({ ctx, input }: Verb<ChangePerson>): Promise<Person> {
  requireRightsOver(ctx, "member");
  const { id, name, role, disabled } = changePersonSchema.parse(input);
  const now = new Date();
  const person = await inTransaction(async (client) => {
    await lockPeople(client);
    const before = await selectPerson(client, id);
    if (before === null) throw personNotFound();
    const disabledAt = disabled === undefined ? before.disabledAt : disabled ? (before.disabledAt ?? now) : null;
    const after = { ...before, name: name ?? before.name, role: role ?? before.role, disabledAt };
    requireRightsOver(ctx, before.role);
    requireRightsOver(ctx, after.role);
    const changes = changesOf(before, after);
    if (changes.length === 0) return before;
    if (isAdministrator(before) && !isAdministrator(after) && !(await hasOtherAdministrator(client, id))) throw lastAdministrator(before.name);
    await store(client, ctx, after, changes, now);
    return after;
  });
  forgetUser(id);
  // Theirs are refused from now on.
  forgetTokens();
  return toPerson(person);
}

type Change = { action: string; detail: Record<string, unknown> };

async function store(client: ClientBase, ctx: Context, after: PersonRow, changes: readonly Change[], now: Date): Promise<void> {
  const switched = changes.find(({ action }) => action === "user.disabled" || action === "user.enabled");
  await updatePerson(client, after, switched?.action === "user.disabled" ? now : null);
  // Read after the row is locked: a token or a vote that comes now waits for it.
  if (switched) Object.assign(switched.detail, await selectHoldings(client, after.id, now));
  // Of whatever role the link was for: it was made for somebody who had another.
  if (changes.some(({ action }) => action !== "user.renamed")) await deleteOpenInvitations(client, after.email);
  for (const { action, detail } of changes) await recordAudit(client, ctx, { action, subjectKind: "user", subjectId: after.id, detail }, now);
}

function changesOf(before: PersonRow, after: PersonRow): Change[] {
  const { email } = before;
  const wasDisabled = before.disabledAt !== null;
  const isDisabled = after.disabledAt !== null;
  return [
    ...(before.name === after.name ? [] : [{ action: "user.renamed", detail: { email, name: after.name, before: before.name } }]),
    ...(before.role === after.role ? [] : [{ action: "user.role_changed", detail: { email, role: after.role, before: before.role } }]),
    ...(wasDisabled === isDisabled ? [] : [{ action: isDisabled ? "user.disabled" : "user.enabled", detail: { email } }]),
  ];
}

function isAdministrator({ role, disabledAt }: PersonRow): boolean {
  return role === "admin" && disabledAt === null;
}

function lastAdministrator(name: string): WhereinError {
  return new WhereinError("conflict", `${name} is the last administrator. Make somebody else one first.`, { reason: "last_administrator" });
}
