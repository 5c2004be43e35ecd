import { WhereinError } from "@/lib/errors";

/** What a caller may do. A token carries some of these; a signed-in person has those of the role. */
export const scopes = [
  "inventory:read",
  "inventory:write",
  "sbom:write",
  "deployment:write",
  "alerts:write",
  "incidents:write",
  "findings:write",
  "decisions:approve",
  "advisories:write",
  "aws:write",
  "metrics:read",
  "tokens:write",
  "settings:write",
] as const;
export type Scope = (typeof scopes)[number];

/** What a token may carry: who approves is a person. */
export const tokenScopes: readonly Scope[] = scopes.filter((scope) => scope !== "decisions:approve");
export type Role = "admin" | "member";

/** Who is calling: a tagged union, so that it is never a flag. */
export type Actor =
  | { kind: "user"; id: string; name: string; role: Role }
  | { kind: "token"; id: string; name: string; scopes: readonly Scope[] }
  | { kind: "system"; name: string };

/** What every verb is called with. */
export type Context = { actor: Actor; requestId: string };

/** The argument of every verb: `verb({ ctx, input })`. */
export type Verb<Input> = { ctx: Context; input: Input };

const roleScopes: Record<Role, readonly Scope[]> = {
  admin: scopes,
  member: ["inventory:read", "sbom:write", "deployment:write", "alerts:write", "incidents:write", "findings:write", "decisions:approve"],
};

/** The scopes that people of a role have. */
export function scopesOfRole(role: Role): readonly Scope[] {
  return roleScopes[role];
}

/** The scopes of an actor. The system (start-up, worker) has all of them. */
export function scopesOf(actor: Actor): readonly Scope[] {
  switch (actor.kind) {
    case "user":
      return roleScopes[actor.role];
    case "token":
      return actor.scopes;
    case "system":
      return scopes;
  }
}

/** Throws `forbidden` unless the caller has the scope. */
export function requireScope(ctx: Context, scope: Scope): void {
  if (scopesOf(ctx.actor).includes(scope)) return;
  throw new WhereinError("forbidden", `This needs the scope ${scope}, which the caller does not have.`, { reason: "scope_missing" });
}
