import type { ClientBase } from "pg";

/** Of these keys, those that something says already, and the decision that does. */
export type Said = { key: string; decisionId: string };

const live = `exists (select from decision d left join decision_effect e on e.decision_id = d.id left join decision_end w on w.decision_id = d.id
  where d.id = v.decision_id and w.decision_id is null and (d.expires_at is null or d.expires_at > $3) and (e.decision_id is not null or d.approve_by > $3))`;

/**
 * What is said already: by this document, whatever became of it, since what people ended is not to come back; and by any other whose decision stands or waits.
 * Keys are hex digits.
 */
export async function selectSaid(client: ClientBase, documentId: string | null, keys: readonly string[], at: Date): Promise<Said[]> {
  const { rows } = await client.query<Said>({
    name: "vex-said",
    text: `select distinct on (v.key) encode(v.key, 'hex') as key, v.decision_id as "decisionId" from vex_said v
      where v.key = any(array(select decode(k, 'hex') from unnest($1::text[]) k)) and (v.document_id = $2 or ${live})
      order by v.key, (v.document_id = $2) desc nulls last, v.decision_id`,
    values: [keys, documentId, at],
  });
  return rows;
}

export async function insertSaid(client: ClientBase, documentId: string, said: readonly Said[]): Promise<void> {
  await client.query({
    name: "vex-say",
    text: `insert into vex_said (document_id, key, decision_id) select $1, decode(k, 'hex'), d from unnest($2::text[], $3::uuid[]) as s(k, d) on conflict do nothing`,
    values: [documentId, said.map(({ key }) => key), said.map(({ decisionId }) => decisionId)],
  });
}

/**
 * Ends the decisions of documents that ended, but those of which every subject is said by another document that stands or by `keys`, which are about to be
 * said. Returns the ids.
 */
export async function endUnsaid(
  client: ClientBase,
  given: { documentIds: readonly string[]; keys: readonly string[]; at: Date; by: EndedBy },
): Promise<string[]> {
  const { rows } = await client.query<{ id: string }>({
    name: "vex-end-unsaid",
    text: `${unsaid} insert into decision_end (decision_id, at, by_id, by_name, cause, reason)
      select u.id, $3, $4, $5, 'withdrawn', $6 from unsaid u on conflict (decision_id) do nothing returning decision_id as id`,
    values: [given.documentIds, given.keys, given.at, given.by.id, given.by.name, given.by.reason],
  });
  return rows.map(({ id }) => id);
}

/** How many decisions `endUnsaid` would end. */
export async function countUnsaid(client: ClientBase, documentIds: readonly string[], keys: readonly string[]): Promise<number> {
  const { rows } = await client.query<{ count: number }>({
    name: "vex-count-unsaid",
    text: `${unsaid} select count(*)::int as count from unsaid`,
    values: [documentIds, keys],
  });
  return rows[0]?.count ?? 0;
}

const unsaid = `with keys as materialized (select decode(k, 'hex') as key from unnest($2::text[]) k),
  mine as materialized (select distinct v.decision_id as id from vex_said v where v.document_id = any($1::uuid[])
    and not exists (select from decision_end w where w.decision_id = v.decision_id)),
  unsaid as (select m.id from mine m where exists (
    select from (select distinct key from vex_said where decision_id = m.id) v
     where v.key not in (select key from keys)
       and not exists (select from vex_said o join vex_document d on d.id = o.document_id
         where o.key = v.key and o.decision_id = m.id and d.ended_at is null and not o.document_id = any($1::uuid[]))))`;

export type EndedBy = { id: string | null; name: string; reason: string };

/** Documents that stand and leaned on decisions that were ended for another document: what they say must be said again. Forgets that they said it. */
export async function takeOrphans(client: ClientBase, decisionIds: readonly string[]): Promise<string[]> {
  const { rows } = await client.query<{ documentId: string }>({
    name: "vex-orphans",
    text: `with gone as (delete from vex_said v using vex_document d where d.id = v.document_id and d.ended_at is null and v.decision_id = any($1::uuid[]) returning v.document_id)
      select distinct document_id as "documentId" from gone`,
    values: [decisionIds],
  });
  return rows.map(({ documentId }) => documentId);
}
