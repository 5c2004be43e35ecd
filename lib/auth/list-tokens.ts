import { requireScope, type Verb } from "@/lib/context";
import { isUuid, pool } from "@/lib/db";
import { invalid } from "@/lib/http/problem";
import { selectTokens } from "./queries-tokens";
import { type ListTokens, listTokensSchema, type TokenPage } from "./schemas";
import { toToken } from "./token";

/** Every API token, newest first, without secrets; revoked and expired ones too. Needs `tokens:write`. */
export async function listTokens({ ctx, input }: Verb<ListTokens>): Promise<TokenPage> {
  requireScope(ctx, "tokens:write");
  const { limit, cursor } = listTokensSchema.parse(input);
  const rows = await selectTokens(pool(), cursor === undefined ? null : idOf(cursor), limit + 1);
  const now = new Date();
  const data = rows.slice(0, limit).map((row) => toToken(row, now));
  const last = data.at(-1);
  return { data, meta: { limit, nextCursor: rows.length > limit && last ? cursorOf(last.id) : null } };
}

function cursorOf(id: string): string {
  return Buffer.from(id).toString("base64url");
}

// Only the canonical form is taken: decoding base64url alone would accept many texts for one cursor.
function idOf(cursor: string): string {
  const id = Buffer.from(cursor, "base64url").toString("latin1");
  if (!isUuid(id) || cursorOf(id) !== cursor) throw invalid([{ pointer: "?cursor", detail: "Not a cursor of this list", code: "cursor" }], "cursor_invalid");
  return id;
}
