import type { ClientBase } from "pg";
import { uuidv7 } from "@/lib/db";
import { refreshOpenFindings } from "@/lib/findings/queue";
import { digestOf } from "../digest";
import { approvalDays, numbered, takesOut } from "../insert-decision";
import { selectReach } from "../queries/reach";
import type { SubjectRow } from "../queries/subject-rows";
import type { DecisionOrigin } from "../words";
import type { Plan, PlannedStatement, PlannedSubject } from "./plan-subjects";
import { insertSaid, selectSaid } from "./queries/said";
import { insertVexDecisions, type NewVexDecision } from "./queries/write";

/** What a plan adds to what is said already. */
export type News = { statements: PlannedStatement[]; saidAlready: number; known: { key: string; decisionId: string }[] };

/** Leaves out of a plan what is said already, by this document or in the same words by another. */
export async function newsOf(client: ClientBase, plan: Plan, documentId: string | null, at: Date): Promise<News> {
  const keys = [...new Set(plan.statements.flatMap(({ subjects }) => subjects.map(({ key }) => key)))];
  const known = await selectSaid(client, documentId, keys, at);
  const said = new Set(known.map(({ key }) => key));
  const statements: PlannedStatement[] = [];
  let saidAlready = 0;
  for (const { statement, subjects } of plan.statements) {
    const fresh = subjects.filter(({ key }) => !said.has(key));
    // A document may say the same twice; the decision of the first is enough.
    for (const { key } of fresh) said.add(key);
    if (fresh.length > 0) statements.push({ statement, subjects: fresh });
    else if (subjects.length > 0) saidAlready += 1;
  }
  return { statements, saidAlready, known };
}

/** What new statements mean: open findings, and the subjects that mean grave ones. */
export type Meaning = { findings: number; graves: ReadonlySet<PlannedSubject> };

export async function meaningOf(client: ClientBase, { statements }: News): Promise<Meaning> {
  const all = statements.flatMap((each) => each.subjects);
  const graves = new Set<PlannedSubject>();
  let findings = 0;
  for (let at = 0; at < all.length; at += subjectsAtOnce) {
    const subjects = all.slice(at, at + subjectsAtOnce);
    for (const reach of await selectReach(client, numbered(subjects))) {
      findings += reach.findings;
      const subject = subjects[reach.n];
      if (reach.grave > 0 && subject !== undefined) graves.add(subject);
    }
  }
  return { findings, graves };
}

const subjectsAtOnce = 10_000;

export type Part = { statement: PlannedStatement["statement"]; subjects: readonly PlannedSubject[]; needsApproval: boolean };

/** One decision for a statement, and another one for those of its subjects that need a second person. */
export function partsOf({ statements }: News, { graves }: Meaning): Part[] {
  return statements.flatMap(({ statement, subjects }) => {
    const needs = (subject: PlannedSubject) => graves.has(subject) && takesOut({ ...statement, acceptance: false });
    const [waiting, others] = [subjects.filter(needs), subjects.filter((subject) => !needs(subject))];
    return [
      ...(others.length > 0 ? [{ statement, subjects: others, needsApproval: false }] : []),
      ...(waiting.length > 0 ? [{ statement, subjects: waiting, needsApproval: true }] : []),
    ];
  });
}

export type Speaker = { documentId: string; origin: DecisionOrigin; requester: string; requesterName: string };

/** Writes decisions for what is new, and what the document says by them and by those of others. Returns the ids of the new ones; the caller refreshes the queue. */
export async function say(client: ClientBase, { news, parts }: { news: News; parts: readonly Part[] }, speaker: Speaker, at: Date): Promise<string[]> {
  const { documentId, origin, requester, requesterName } = speaker;
  const ids = parts.map(() => uuidv7(at.getTime())).sort();
  const said = [...news.known];
  const decisions = parts.map(({ statement, subjects, needsApproval }, i): NewVexDecision => {
    const id = ids[i] ?? uuidv7();
    for (const { key } of subjects) said.push({ key, decisionId: id });
    const { status, justification, responses, detail, evidenceUrl } = statement;
    const rows: SubjectRow[] = numbered(subjects);
    const given = { origin, documentId, status, justification, responses, detail, evidenceUrl, acceptance: false, expiresAt: null, subjects: rows };
    return { id, status, justification, responses, detail, evidenceUrl, needsApproval, digest: digestOf(given), subjects: rows };
  });
  const approveBy = new Date(at.getTime() + approvalDays * 86_400_000);
  if (decisions.length > 0) await insertVexDecisions(client, decisions, { origin, documentId, madeAt: at, approveBy, requester, requesterName });
  await insertSaid(client, documentId, said);
  return ids;
}

/** Has the queue say what decisions say from now on. */
export async function refreshDecided(client: ClientBase, decisionIds: readonly string[], at: Date): Promise<void> {
  if (decisionIds.length > 0) await refreshOpenFindings(client, { decisionIds }, at);
}
