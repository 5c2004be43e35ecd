import { requireScope, type Verb } from "@/lib/context";
import { pool } from "@/lib/db";
import { selectPeople } from "./queries/activity";
import type { PersonRef } from "./schemas";

/** Everyone to whom a finding can be assigned, by name. Needs `inventory:read`. */
export async function listAssignees({ ctx }: Verb<Record<string, never>>): Promise<PersonRef[]> {
  requireScope(ctx, "inventory:read");
  return selectPeople(pool());
}
