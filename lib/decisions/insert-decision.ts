import type { ClientBase } from "pg";
import { recordAudit } from "@/lib/audit";
import type { Context } from "@/lib/context";
import { uuidv7 } from "@/lib/db";
import { digestOf } from "./digest";
import type { GivenDecision, GivenSubject } from "./given";
import { insertDecisionRow, insertEffect, insertSubjects } from "./queries/insert";
import { type ReachRow, selectReach } from "./queries/reach";
import type { SubjectRow } from "./queries/subject-rows";
import { requesterOf } from "./requester";

/** How long a second person has to approve a decision. */
export const approvalDays = 14;

/** What was written. `standsFrom` is null while a second person must approve it; `findings` are those it means now, `grave` some of them. */
export type InsertedDecision = { id: string; needsApproval: boolean; standsFrom: Date | null; findings: number; grave: number };

/**
 * Writes a decision on the caller's transaction, with its audit row. It stands at once, unless it takes an open finding that is critical, known exploited or
 * malicious out of the queue: then a second person must approve it first. The caller refreshes the queue (`refreshOpenFindings` with `decisionIds`) once for all that it wrote, as the last thing. Nothing is checked
 * here but by the constraints of the database.
 */
export async function insertDecision(client: ClientBase, ctx: Context, given: GivenDecision, at = new Date()): Promise<InsertedDecision> {
  const subjects = numbered(given.subjects);
  return writeDecision(client, ctx, { ...given, subjects }, reachOf(await selectReach(client, subjects)), at);
}

/** The same for subjects of which it is known what they mean. */
export async function writeDecision(
  client: ClientBase,
  ctx: Context,
  given: GivenDecision & { subjects: readonly SubjectRow[] },
  { findings, grave }: Reach,
  at: Date,
): Promise<InsertedDecision> {
  const { origin, status, acceptance, expiresAt, subjects } = given;
  const needsApproval = grave > 0 && takesOut(given);
  const id = uuidv7(at.getTime());
  const digest = digestOf(given);
  const requester = await requesterOf(client, ctx.actor);
  const made = { id, madeAt: at, requester, requesterName: ctx.actor.name, needsApproval, approveBy: approvalEnd(at, expiresAt), digest };
  await insertDecisionRow(client, { ...given, ...made });
  await insertSubjects(client, id, subjects);
  if (!needsApproval) await insertEffect(client, { decisionId: id, at, needsApproval, approverId: null });
  const detail = { origin, status, acceptance, expiresAt, needsApproval, subjects: subjects.length, findings, digest: digest.toString("hex") };
  const action = needsApproval ? "decision.requested" : "decision.made";
  await recordAudit(client, ctx, { action, subjectKind: "decision", subjectId: id, detail }, at);
  return { id, needsApproval, standsFrom: needsApproval ? null : at, findings, grave };
}

/** Open findings that subjects mean, and how many of them are grave. */
export type Reach = { findings: number; grave: number };

/** The reach of several subjects together. */
export function reachOf(rows: readonly ReachRow[]): Reach {
  return rows.reduce((all, { findings, grave }) => ({ findings: all.findings + findings, grave: all.grave + grave }), { findings: 0, grave: 0 });
}

/** Whether a decision takes what it means out of the queue. */
export function takesOut({ status, acceptance }: Pick<GivenDecision, "status" | "acceptance">): boolean {
  return acceptance || status === "not_affected" || status === "fixed";
}

/** The subjects as they are stored: names in the case of the aliases of vulnerabilities, each once. Subjects of one list of names go on having one. */
export function numbered(subjects: readonly GivenSubject[]): SubjectRow[] {
  const lists = new Map<readonly string[], readonly string[]>();
  const listOf = (given: readonly string[]) => {
    const list = lists.get(given) ?? [...new Set(given.map((name) => name.toUpperCase()))].sort();
    lists.set(given, list);
    return list;
  };
  return subjects.map(({ names, ...subject }, n) => ({ ...subject, n, names: listOf(names) }));
}

function approvalEnd(at: Date, expiresAt: Date | null): Date {
  const end = new Date(at.getTime() + approvalDays * 86_400_000);
  return expiresAt !== null && expiresAt < end ? expiresAt : end;
}
