import type { ClientBase } from "pg";
import { type Parameters, statementName } from "@/lib/inventory/read";
import type { Facets } from "./filters";

/**
 * Runs a statement that was put together from pieces, in a snapshot whose plans are kept. Without facets there are few forms,
 * which are planned once for any values; with them each is planned for what it asks, and none is kept.
 */
export async function ask<Row extends object>(
  client: ClientBase,
  { what, facets }: { what: string; facets: Facets },
  text: string,
  parameters: Parameters,
): Promise<Row[]> {
  const { values } = parameters;
  if (Object.values(facets).every((facet) => facet === null)) {
    return (await client.query<Row>({ name: statementName(what, text), text, values })).rows;
  }
  // Handed over together, so that nothing else of the snapshot comes between them.
  const [, answer] = await Promise.all([
    client.query("set local plan_cache_mode = force_custom_plan"),
    client.query<Row>({ text, values }),
    client.query("set local plan_cache_mode = force_generic_plan"),
  ]);
  return answer.rows;
}
