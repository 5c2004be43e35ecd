import type { Actor } from "@/lib/context";

/** The author of notes as they are stored: `user:` or `token:` and the id; null for the system. */
export function authorOf(actor: Actor): string | null {
  return actor.kind === "system" ? null : `${actor.kind}:${actor.id}`;
}
