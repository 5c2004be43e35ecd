import type { ClientBase } from "pg";
import { keyRevision } from "@/lib/versions";
import type { GivenDecision } from "../../given";
import type { SubjectRow } from "../../queries/subject-rows";
import { byteaText } from "../../queries/subject-rows";
import type { DecisionOrigin } from "../../words";

export type NewVexDecision = Omit<GivenDecision, "subjects" | "origin" | "documentId" | "acceptance" | "expiresAt"> & {
  id: string;
  needsApproval: boolean;
  digest: Buffer;
  subjects: readonly SubjectRow[];
};
type Shared = { origin: DecisionOrigin; documentId: string; madeAt: Date; approveBy: Date; requester: string; requesterName: string };

const subjectsPerStatement = 5_000;

/** Writes the decisions of a document: a few statements for all of them, as documents have thousands. */
export async function insertVexDecisions(client: ClientBase, decisions: readonly NewVexDecision[], shared: Shared): Promise<void> {
  await client.query({
    name: "vex-insert-decisions",
    text: `insert into decision (id, made_at, requester, requester_name, origin, document_id, status, justification, responses, detail, evidence_url, acceptance,
        needs_approval, approve_by, digest)
      select d.id, $2, $3, $4, $5, $6, d.status, d.justification, d.responses, d.detail, d.evidence_url, false, d.needs_approval, $7, d.digest
      from json_to_recordset($1::json) as d(id uuid, status text, justification text, responses text[], detail text, evidence_url text, needs_approval bool, digest bytea)`,
    values: [decisionsJson(decisions), shared.madeAt, shared.requester, shared.requesterName, shared.origin, shared.documentId, shared.approveBy],
  });
  await client.query({
    name: "vex-insert-effects",
    text: "insert into decision_effect (decision_id, from_at, needs_approval) select id, $2, false from unnest($1::uuid[]) id",
    values: [decisions.flatMap(({ id, needsApproval }) => (needsApproval ? [] : [id])), shared.madeAt],
  });
  const rows = decisions.flatMap(({ id, subjects }) => subjects.map((subject) => ({ ...subject, id })));
  for (let at = 0; at < rows.length; at += subjectsPerStatement) await insertSubjects(client, rows.slice(at, at + subjectsPerStatement));
}

function decisionsJson(decisions: readonly NewVexDecision[]): string {
  return JSON.stringify(
    decisions.map(({ id, status, justification, responses, detail, evidenceUrl, needsApproval, digest }) => ({
      id,
      status,
      justification,
      responses,
      detail,
      evidence_url: evidenceUrl,
      needs_approval: needsApproval,
      digest: byteaText(digest),
    })),
  );
}

async function insertSubjects(client: ClientBase, rows: readonly (SubjectRow & { id: string })[]): Promise<void> {
  await client.query({
    name: "vex-insert-subjects",
    text: `with given as materialized (select * from json_to_recordset($1::json) as s(id uuid, n int, names text[], package_id int, range text, lo bytea[], hi bytea[],
        hi_inclusive bool[], versions text[], scope text, scope_id int)),
      added as (insert into decision_subject (decision_id, n, names, package_id, range, lo, hi, hi_inclusive, key_rev, versions, scope, scope_id)
        select id, n, names, package_id, range, lo, hi, hi_inclusive, $2, versions, scope, scope_id from given order by id, n)
      insert into decision_name (name, decision_id, n) select distinct name, id, n from given, unnest(names) as name order by id, n, name`,
    values: [
      JSON.stringify(
        rows.map(({ id, n, names, packageId, versions, scope, scopeId }) => ({
          id,
          n,
          names,
          package_id: packageId,
          range: versions.range,
          lo: versions.lo.map(byteaText),
          hi: versions.hi.map((key) => key && byteaText(key)),
          hi_inclusive: versions.hiInclusive,
          versions: versions.versions,
          scope,
          scope_id: scopeId,
        })),
      ),
      keyRevision,
    ],
  });
}
