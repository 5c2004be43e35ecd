import type { ClientBase } from "pg";
import type { Actor } from "@/lib/context";
import { selectTokenMaker } from "./queries/requester";

/**
 * Who asks for a decision, as it is stored: `user:` and id, `system`, or `token:` and id. The person who made a token stands behind it, so that a constraint
 * keeps them from approving what their own token asked for.
 */
export async function requesterOf(client: ClientBase, actor: Actor): Promise<string> {
  if (actor.kind === "system") return "system";
  if (actor.kind === "user") return `user:${actor.id}`;
  const maker = await selectTokenMaker(client, actor.id);
  return `token:${actor.id}${maker === null ? "" : ` user:${maker}`}`;
}
