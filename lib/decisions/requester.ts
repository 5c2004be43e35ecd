import type { ClientBase } from "pg";
import { selectTokenOwner } from "@/lib/auth/queries-tokens";
import type { Actor } from "@/lib/context";

/**
 * Who asks for a decision, as it is stored: `user:` and id, `system`, or `token:` and id. Whoever a token is of stands behind it, so that a constraint
 * keeps them from approving what their own token asked for.
 */
export async function requesterOf(client: ClientBase, actor: Actor): Promise<string> {
  if (actor.kind === "system") return "system";
  if (actor.kind === "user") return `user:${actor.id}`;
  const owner = await selectTokenOwner(client, actor.id);
  return `token:${actor.id}${owner === null ? "" : ` user:${owner}`}`;
}
