import type { ClientBase } from "pg";
import { keyRevision } from "@/lib/versions";
import type { GivenDecision } from "../given";
import { type SubjectRow, subjectsCtes } from "./subject-rows";

export type NewDecision = Omit<GivenDecision, "subjects"> & {
  id: string;
  madeAt: Date;
  requester: string;
  requesterName: string;
  needsApproval: boolean;
  approveBy: Date;
  digest: Buffer;
};

export async function insertDecisionRow(client: ClientBase, row: NewDecision): Promise<void> {
  await client.query({
    name: "decisions-insert",
    text: `insert into decision (id, made_at, requester, requester_name, origin, document_id, status, justification, responses, detail, evidence_url,
        acceptance, expires_at, needs_approval, approve_by, digest)
      values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)`,
    values: [
      row.id,
      row.madeAt,
      row.requester,
      row.requesterName,
      row.origin,
      row.documentId,
      row.status,
      row.justification,
      row.responses,
      row.detail,
      row.evidenceUrl,
      row.acceptance,
      row.expiresAt,
      row.needsApproval,
      row.approveBy,
      row.digest,
    ],
  });
}

/** Writes the subjects of a decision, and the names by which they are found. */
export async function insertSubjects(client: ClientBase, decisionId: string, subjects: readonly SubjectRow[]): Promise<void> {
  const given = subjectsCtes(subjects, 3);
  await client.query({
    text: `with ${given.text},
      added as (insert into decision_subject (decision_id, n, names, package_id, range, lo, hi, hi_inclusive, key_rev, versions, scope, scope_id)
        select $1, n, names, package_id, range, lo, hi, hi_inclusive, $2, versions, scope, scope_id from ds join lists using (named) order by n)
      insert into decision_name (name, decision_id, n) select name, $1::uuid, n from ds join (select named, unnest(names) as name from lists) each using (named) order by name, n`,
    values: [decisionId, keyRevision, ...given.values],
  });
}

/** From when a decision counts. False: it counts already. */
export async function insertEffect(client: ClientBase, { decisionId, at, needsApproval, approverId }: NewEffect): Promise<boolean> {
  const { rowCount } = await client.query({
    name: "decisions-insert-effect",
    text: `insert into decision_effect (decision_id, from_at, needs_approval, approver_id, vote) values ($1, $2, $3, $4, $5)
      on conflict (decision_id) do nothing`,
    values: [decisionId, at, needsApproval, approverId, approverId === null ? null : "approve"],
  });
  return rowCount === 1;
}

export type NewEffect = { decisionId: string; at: Date; needsApproval: boolean; approverId: string | null };
