import { requireScope, type Verb } from "@/lib/context";
import { pool } from "@/lib/db";
import { toInvitation } from "./issue-link";
import { type PersonRow, selectOpenInvitations, selectPeople } from "./queries";
import type { InvitationList, Person, PersonList } from "./schemas";

/** Everybody who is or was a user, by name, those who are disabled last. People are few: there are no pages. Needs `settings:write`. */
export async function listPeople({ ctx }: Verb<Record<string, never>>): Promise<PersonList> {
  requireScope(ctx, "settings:write");
  return { data: (await selectPeople(pool())).map(toPerson) };
}

/** The links that still work, newest first, without their secrets. Needs `settings:write`. */
export async function listInvitations({ ctx }: Verb<Record<string, never>>): Promise<InvitationList> {
  requireScope(ctx, "settings:write");
  return { data: (await selectOpenInvitations(pool(), new Date())).map(toInvitation) };
}

export function toPerson({ createdAt, lastSignInAt, disabledAt, ...rest }: PersonRow): Person {
  return {
    ...rest,
    createdAt: createdAt.toISOString(),
    lastSignInAt: lastSignInAt?.toISOString() ?? null,
    disabledAt: disabledAt?.toISOString() ?? null,
  };
}
