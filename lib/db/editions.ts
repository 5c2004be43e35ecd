import type { ClientBase, Pool } from "pg";

/**
 * What processes keep in memory for as long as nobody changed it: rows of the dictionary (new ones are no change), advisories with what they affect, and what
 * concerns every open finding.
 */
export type Edition = "dictionary_edition" | "advisory_edition" | "queue_edition";

/** Counts a change. For the transaction that makes it, which must keep others that change the same from doing so at the same time. */
export async function bumpEdition(on: ClientBase | Pool, edition: Edition): Promise<void> {
  await on.query({
    name: "edition-bump",
    text: `insert into setting (key, value) values ($1, '1'::jsonb) on conflict (key) do update set value = to_jsonb((setting.value #>> '{}')::int + 1)`,
    values: [edition],
  });
}

/** How often each was changed, in the state that the transaction sees. */
export async function selectEditions(on: ClientBase): Promise<Record<Edition, number>> {
  const { rows } = await on.query<{ key: Edition; value: number }>({
    name: "editions",
    text: "select key, (value #>> '{}')::int as value from setting where key in ('dictionary_edition', 'advisory_edition', 'queue_edition')",
  });
  return { dictionary_edition: 0, advisory_edition: 0, queue_edition: 0, ...Object.fromEntries(rows.map(({ key, value }) => [key, value])) };
}
