import type { ClientBase } from "pg";
import { recordAudit } from "@/lib/audit";
import type { Context } from "@/lib/context";
import { uuidv7 } from "@/lib/db";
import { digestOf } from "./digest";
import type { GivenDecision, GivenSubject } from "./given";
import { insertDecisionRow, insertEffect, insertSubjects } from "./queries/insert";
import { selectReach } from "./queries/reach";
import type { SubjectRow } from "./queries/subject-rows";
import { requesterOf } from "./requester";

/** How long a second person has to approve a decision. */
export const approvalDays = 14;

/** What was written. `standsFrom` is null while a second person must approve it; `findings` are those it means now, `grave` some of them. */
export type InsertedDecision = { id: string; needsApproval: boolean; standsFrom: Date | null; findings: number; grave: number };

/**
 * Writes a decision on the caller's transaction, with its audit row. It stands at once, unless it takes an open finding that is critical, known exploited or
 * malicious out of the queue: then a second person must approve it first. The caller refreshes the queue (`refreshOpenFindings` with `decisionIds`) once
 * for all that it wrote. Nothing is checked here but by the constraints of the database.
 */
export async function insertDecision(client: ClientBase, ctx: Context, given: GivenDecision, at = new Date()): Promise<InsertedDecision> {
  const subjects = numbered(given.subjects);
  const reach = await selectReach(client, subjects);
  const findings = sum(reach.map((row) => row.findings));
  const grave = sum(reach.map((row) => row.grave));
  const needsApproval = grave > 0 && takesOut(given);
  const id = uuidv7(at.getTime());
  const digest = digestOf({ ...given, subjects });
  const [requester, requesterName] = [await requesterOf(client, ctx.actor), ctx.actor.name];
  const approveBy = approvalEnd(at, given.expiresAt);
  await insertDecisionRow(client, { ...given, id, madeAt: at, requester, requesterName, needsApproval, approveBy, digest });
  await insertSubjects(client, id, subjects);
  if (!needsApproval) await insertEffect(client, { decisionId: id, at, needsApproval, approverId: null });
  const { origin, status, acceptance, expiresAt } = given;
  const detail = { origin, status, acceptance, expiresAt, needsApproval, subjects: subjects.length, findings, digest: digest.toString("hex") };
  const action = needsApproval ? "decision.requested" : "decision.made";
  await recordAudit(client, ctx, { action, subjectKind: "decision", subjectId: id, detail }, at);
  return { id, needsApproval, standsFrom: needsApproval ? null : at, findings, grave };
}

/** Whether a decision takes what it means out of the queue. */
export function takesOut({ status, acceptance }: Pick<GivenDecision, "status" | "acceptance">): boolean {
  return acceptance || status === "not_affected" || status === "fixed";
}

/** The subjects as they are stored: names in the case of the aliases of vulnerabilities, each once. */
export function numbered(subjects: readonly GivenSubject[]): SubjectRow[] {
  return subjects.map((subject, n) => ({ ...subject, n, names: [...new Set(subject.names.map((name) => name.toUpperCase()))].sort() }));
}

function approvalEnd(at: Date, expiresAt: Date | null): Date {
  const end = new Date(at.getTime() + approvalDays * 86_400_000);
  return expiresAt !== null && expiresAt < end ? expiresAt : end;
}

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
