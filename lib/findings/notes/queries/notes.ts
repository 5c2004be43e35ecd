import type { ClientBase } from "pg";
import { int4Array } from "@/lib/db/binary-arrays";
import type { FindingKeys } from "../../queries/keys";
import type { FindingKey, Note } from "../schemas";

/** What a note is bound to. */
export type NoteSubject = { serviceId: number; packageId: number; vulnerabilityId: number };
export type NotePlace = Pick<NoteSubject, "serviceId" | "packageId">;

/** Until the transaction ends notes are written one after another, so that the last one by its time is the last one that anybody wrote. */
export async function lockNotes(client: ClientBase): Promise<void> {
  await client.query({ name: "finding-notes-lock", text: "select pg_advisory_xact_lock(hashtextextended('wherein.finding-notes', 0))" });
}

/** Keys with any id of a vulnerability, as numbers; those whose id nothing has are left out. */
export async function selectNumbers(client: ClientBase, keys: readonly FindingKey[]): Promise<FindingKeys> {
  const { rows } = await client.query<{ place: number; id: number }>({
    name: "finding-note-vulnerabilities",
    text: `select x.place::int - 1 as place, va.vulnerability_id as id from unnest($1::text[]) with ordinality as x(name, place)
      join vulnerability_alias va on va.name = x.name`,
    values: [keys.map(({ vulnerability }) => vulnerability.toUpperCase())],
  });
  const found = rows.flatMap(({ place, id }) => (keys[place] ? [{ ...keys[place], id }] : []));
  return {
    artifactIds: found.map(({ artifactId }) => artifactId),
    packageVersionIds: found.map(({ packageVersionId }) => packageVersionId),
    vulnerabilityIds: found.map(({ id }) => id),
  };
}

/** The subjects of those findings that exist, open or closed, and how many findings these are. */
export async function selectSubjects(client: ClientBase, keys: FindingKeys): Promise<{ findings: number; subjects: NoteSubject[] }> {
  const { rows } = await client.query<NoteSubject & { findings: number }>({
    name: "finding-note-subjects",
    text: `select a.service_id as "serviceId", pv.package_id as "packageId", x.vulnerability_id as "vulnerabilityId", count(*)::int as findings
      from (select distinct * from unnest($1::int[], $2::int[], $3::int[]) as u(artifact_id, version_id, vulnerability_id)) x
      join artifact a on a.id = x.artifact_id join package_version pv on pv.id = x.version_id
      where exists (select from finding f where f.artifact_id = x.artifact_id and f.package_version_id = x.version_id and f.vulnerability_id = x.vulnerability_id)
      group by 1, 2, 3`,
    values: [int4Array(keys.artifactIds), int4Array(keys.packageVersionIds), int4Array(keys.vulnerabilityIds)],
  });
  return { findings: rows.reduce((sum, row) => sum + row.findings, 0), subjects: rows };
}

/** What is the same in all notes of a batch. `ids` has one for each subject, in order of time. */
export type Batch = { batchId: string; at: Date; byId: string | null; byName: string; ids: readonly string[] };

/** The last note of a kind before a moment, on what `n` is about. */
const lastOf = (n: string, kind: string, before = "") =>
  `(select * from finding_note o where o.service_id = ${n}.service_id and o.package_id = ${n}.package_id and o.kind = ${kind} and o.names && ${n}.names ${before}
    order by o.at desc, o.id desc limit 1)`;

/** Writes a note for each subject, but not where it says what is so already. Returns where one was written. */
export async function insertNotes(client: ClientBase, subjects: readonly NoteSubject[], note: Note, batch: Batch): Promise<NotePlace[]> {
  const { rows } = await client.query<NotePlace>({
    text: `insert into finding_note (id, service_id, package_id, names, at, by_id, by_name, kind, text, assignee_id, due_at, batch_id)
      select x.id, x.service_id, x.package_id, x.names, $5::timestamptz, $6::text, $7::text, $8::text, $9::text, $10::uuid, $11::timestamptz, $12::uuid
      from (select s.id, s.service_id, s.package_id, array(select va.name from vulnerability_alias va where va.vulnerability_id = s.vulnerability_id order by 1) as names
        from unnest($1::uuid[], $2::int[], $3::int[], $4::int[]) as s(id, service_id, package_id, vulnerability_id)) x
      ${note.kind === "comment" ? "" : `left join lateral ${lastOf("x", "$8")} l on true where l.assignee_id is distinct from $10::uuid or l.due_at is distinct from $11::timestamptz`}
      returning service_id as "serviceId", package_id as "packageId"`,
    values: [
      batch.ids,
      int4Array(subjects.map(({ serviceId }) => serviceId)),
      int4Array(subjects.map(({ packageId }) => packageId)),
      int4Array(subjects.map(({ vulnerabilityId }) => vulnerabilityId)),
      batch.at,
      batch.byId,
      batch.byName,
      note.kind,
      note.kind === "comment" ? note.text : null,
      note.kind === "assignee" ? note.assignee : null,
      note.kind === "due" ? note.dueAt : null,
      batch.batchId,
    ],
  });
  return rows;
}

/** How many notes a batch has, and who wrote them; null: there is none. */
export async function selectBatch(client: ClientBase, batchId: string): Promise<{ notes: number; byId: string | null } | null> {
  const { rows } = await client.query<{ notes: number; byId: string | null }>({
    text: `select count(*)::int as notes, min(by_id) as "byId" from finding_note where batch_id = $1 having count(*) > 0`,
    values: [batchId],
  });
  return rows[0] ?? null;
}

/**
 * Takes a batch back by notes of their own: assignees and due times are what they were before, unless somebody said something else since; comments are
 * none any more. `ids` of the new batch has one for each note of the old. Returns where one was written.
 */
export async function insertUndoing(client: ClientBase, undoes: string, batch: Batch): Promise<NotePlace[]> {
  const { rows } = await client.query<NotePlace>({
    text: `insert into finding_note (id, service_id, package_id, names, at, by_id, by_name, kind, assignee_id, due_at, batch_id, undoes)
      select i.id, n.service_id, n.package_id, n.names, $3::timestamptz, $4::text, $5::text, n.kind, b.assignee_id, b.due_at, $6::uuid, $1::uuid
      from (select *, row_number() over (order by id) as place from finding_note where batch_id = $1) n
      join unnest($2::uuid[]) with ordinality as i(id, place) on i.place = n.place
      left join lateral ${lastOf("n", "n.kind", "and n.kind <> 'comment' and (o.at, o.id) < (n.at, n.id)")} b on true
      where case n.kind when 'comment' then n.text is not null and not exists (select from finding_note u where u.undoes = n.batch_id and u.service_id = n.service_id
          and u.package_id = n.package_id and u.names && n.names)
        else not exists (select from finding_note l where l.service_id = n.service_id and l.package_id = n.package_id and l.kind = n.kind and l.names && n.names
          and (l.at, l.id) > (n.at, n.id)) end
      returning service_id as "serviceId", package_id as "packageId"`,
    values: [undoes, batch.ids, batch.at, batch.byId, batch.byName, batch.batchId],
  });
  return rows;
}
