import { requireScope, type Verb } from "@/lib/context";
import { pool } from "@/lib/db";
import { toPerson } from "./list-people";
import { selectHoldings, selectPerson } from "./queries";
import { personNotFound } from "./refusals";
import { type PersonDetail, personIdSchema } from "./schemas";

/** A person, and what is theirs: what disabling them stops or leaves for others. Needs `settings:write`; throws `not_found`. */
export async function getPerson({ ctx, input }: Verb<{ id: string }>): Promise<PersonDetail> {
  requireScope(ctx, "settings:write");
  const { id } = personIdSchema.parse(input);
  const person = await selectPerson(pool(), id);
  if (person === null) throw personNotFound();
  return { ...toPerson(person), holds: await selectHoldings(pool(), id, new Date()) };
}
