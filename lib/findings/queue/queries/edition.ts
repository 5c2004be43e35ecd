import type { ClientBase, Pool } from "pg";
import { int4Array } from "@/lib/db/binary-arrays";
import { bumpEdition } from "@/lib/db/editions";
import { rankRevision } from "../rank";

/** Revisions of the table of ranks that there is room for. */
const revisionsMax = 1_000;

/** SQL of the edition of what concerns every finding: policy and scores, as often as they changed, and the table of ranks. */
export const editionSql = `(coalesce((select (value #>> '{}')::int from setting where key = 'queue_edition'), 0) * ${revisionsMax} + ${rankRevision})`;

/**
 * Says that the whole queue is to be made again, because the policy or the scores changed: the worker does it, some artifacts at a time. For the transaction
 * that changes them.
 */
export async function oweQueue(on: ClientBase): Promise<void> {
  await bumpEdition(on, "queue_edition");
}

export async function selectEdition(on: ClientBase | Pool): Promise<number> {
  const { rows } = await on.query<{ edition: number }>({ name: "queue-edition", text: `select ${editionSql} as edition` });
  return rows[0]?.edition ?? rankRevision;
}

export async function setEdition(on: ClientBase, artifactIds: readonly number[], edition: number): Promise<void> {
  await on.query({
    name: "queue-set-edition",
    text: "update artifact_findings set queue_rev = $2 where artifact_id = any($1::int4[]) and queue_rev <> $2",
    values: [int4Array(artifactIds), edition],
  });
}
