import { requireScope, type Verb } from "@/lib/context";
import { pool } from "@/lib/db";
import { selectCredentials } from "../queries/credential";
import { toEventCredential } from "./event-credential";
import type { EventCredentialList } from "./schemas";

/** The credentials of senders of events, without secrets: those that work first, then the newest. At most 500. Needs `aws:write`. */
export async function listEventCredentials({ ctx }: Verb<Record<string, never>>): Promise<EventCredentialList> {
  requireScope(ctx, "aws:write");
  return { data: (await selectCredentials(pool())).map(toEventCredential) };
}
