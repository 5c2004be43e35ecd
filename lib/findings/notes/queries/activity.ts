import type { ClientBase, Pool } from "pg";
import type { FindingKey, PersonRef } from "../schemas";
import type { NoteSubject } from "./notes";

export type ActivityRow = {
  id: string;
  batchId: string | null;
  at: Date;
  byId: string | null;
  by: string;
  kind: "comment" | "assignee" | "due";
  text: string | null;
  assigneeId: string | null;
  assigneeName: string | null;
  assigneeDisabled: boolean;
  dueAt: Date | null;
  undoes: string | null;
  undone: boolean;
};

/** Entries of one finding that are shown; older ones are not. */
const entriesMax = 500;

/** What was said of a vulnerability in a package of a service, newest first. */
export async function selectActivity(client: ClientBase, { serviceId, packageId, vulnerabilityId }: NoteSubject): Promise<ActivityRow[]> {
  const { rows } = await client.query<ActivityRow>({
    name: "finding-activity",
    text: `select n.id, n.batch_id as "batchId", n.at, n.by_id as "byId", n.by_name as by, n.kind, n.text, n.assignee_id as "assigneeId", u.name as "assigneeName",
        u.disabled_at is not null as "assigneeDisabled",
        n.due_at as "dueAt", n.undoes,
        exists (select from finding_note t where t.undoes = n.batch_id and t.service_id = n.service_id and t.package_id = n.package_id and t.names && n.names) as undone
      from finding_note n left join app_user u on u.id = n.assignee_id
      where n.service_id = $1 and n.package_id = $2 and n.names && array(select name from vulnerability_alias where vulnerability_id = $3)
      order by n.at desc, n.id desc limit $4`,
    values: [serviceId, packageId, vulnerabilityId, entriesMax],
  });
  return rows;
}

export type OccurrenceRow = { version: string; openedAt: Date; openReason: string; closedAt: Date | null; closeReason: string | null };

/** When an artifact had the vulnerability in any version of the package, newest first. */
export async function selectOccurrences(client: ClientBase, { artifactId }: FindingKey, { packageId, vulnerabilityId }: NoteSubject): Promise<OccurrenceRow[]> {
  const { rows } = await client.query<OccurrenceRow>({
    name: "finding-occurrences",
    text: `select pv.version, f.opened_at as "openedAt", f.open_reason as "openReason", f.closed_at as "closedAt", f.close_reason as "closeReason"
      from package_version pv join finding f on f.artifact_id = $1 and f.package_version_id = pv.id and f.vulnerability_id = $3
      where pv.package_id = $2 order by f.opened_at desc, pv.id limit 100`,
    values: [artifactId, packageId, vulnerabilityId],
  });
  return rows;
}

/** Who can be at a finding, by name. */
export async function selectPeople(on: Pool | ClientBase): Promise<PersonRef[]> {
  const { rows } = await on.query<PersonRef>("select id, name, false as disabled from app_user where disabled_at is null order by lower(name), id limit 2000");
  return rows;
}

/** Whether this is a person who can sign in. */
export async function isPerson(client: ClientBase, id: string): Promise<boolean> {
  const { rowCount } = await client.query("select from app_user where id = $1 and disabled_at is null", [id]);
  return rowCount === 1;
}
