import type { UserActor } from "@/lib/auth/session";
import type { Context } from "@/lib/context";
import { WhereinError } from "@/lib/errors";

/** The signed-in person who calls. Throws `forbidden` for a token: it has no views and looks at nothing. */
export function requirePerson({ actor }: Context): UserActor {
  if (actor.kind === "user") return actor;
  throw new WhereinError("forbidden", "This belongs to a signed-in person; a token has none of its own.", { reason: "person_needed" });
}
