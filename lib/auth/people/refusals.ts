import { type Context, type Role, requireScope, scopesOf, scopesOfRole } from "@/lib/context";
import { WhereinError } from "@/lib/errors";

/**
 * Throws unless the caller may make somebody have this role, or act on somebody who has it. Needs `settings:write`, and of a token every right of the
 * role that a token can have: what makes administrators must not be a way to rights that it lacks.
 */
export function requireRightsOver(ctx: Context, role: Role): void {
  requireScope(ctx, "settings:write");
  if (ctx.actor.kind !== "token") return;
  const own = scopesOf(ctx.actor);
  const missing = scopesOfRole(role).filter((scope) => !own.includes(scope) && scope !== "decisions:approve");
  if (missing.length === 0) return;
  throw new WhereinError("forbidden", `A token cannot give or take rights that it lacks: ${missing.join(", ")}.`, { reason: "scope_missing" });
}

export function personNotFound(): WhereinError {
  return new WhereinError("not_found", "There is no person with this id.", { reason: "person_not_found" });
}

export function personDisabled(name: string): WhereinError {
  return new WhereinError("conflict", `${name} is disabled. Enable them first.`, { reason: "person_disabled" });
}
