import type { z } from "zod";
import { requireScope, type Verb } from "@/lib/context";
import { inTransaction } from "@/lib/db";
import { refreshOpenFindings } from "@/lib/findings/queue";
import { inSnapshot } from "@/lib/inventory/read";
import type { GivenDecision } from "./given";
import { type InsertedDecision, reachOf, takesOut, writeDecision } from "./insert-decision";
import { type ReachRow, selectReach } from "./queries/reach";
import type { SubjectRow } from "./queries/subject-rows";
import { rowsOf } from "./read-rows";
import { type DecisionPreview, type Made, type MakeDecision, makeDecisionSchema } from "./schemas";

import { readSubjects } from "./subjects/read-subjects";

/**
 * Decides: for some findings, for all that a filter has, or for vulnerabilities by name. What takes critical, known exploited or malicious findings out of the
 * queue waits for a second person, as a decision of its own where only a part of it does. Needs `findings:write` and `inventory:read`; throws `invalid` for
 * what is not known.
 */
export async function makeDecision({ ctx, input }: Verb<MakeDecision>): Promise<Made> {
  requireScope(ctx, "findings:write");
  requireScope(ctx, "inventory:read");
  const asked = makeDecisionSchema.parse(input);
  return inTransaction(async (client) => {
    const { subjects } = await readSubjects(client, ctx, asked);
    const given = givenBy(asked);
    const at = new Date();
    const made: InsertedDecision[] = [];
    for (const part of partsOf(given, subjects, await selectReach(client, subjects))) {
      made.push(await writeDecision(client, ctx, { ...given, subjects: part.subjects }, reachOf(part.reach), at));
    }
    // What waits for a second person changes nothing yet.
    await refreshOpenFindings(client, { decisionIds: made.flatMap(({ id, needsApproval }) => (needsApproval ? [] : [id])) }, at);
    return {
      decisions: await rowsOf(
        client,
        ctx,
        made.map(({ id }) => id),
        at,
      ),
    };
  });
}

/** What a decision would mean, without making it. Throws as `makeDecision` does. */
export async function previewDecision({ ctx, input }: Verb<MakeDecision>): Promise<DecisionPreview> {
  requireScope(ctx, "inventory:read");
  const asked = makeDecisionSchema.parse(input);
  return inSnapshot(async (client) => {
    const { given, subjects } = await readSubjects(client, ctx, asked);
    const reach = await selectReach(client, subjects);
    const waiting = partsOf(givenBy(asked), subjects, reach).filter((part) => takesOut(asked) && reachOf(part.reach).grave > 0);
    return { given, subjects: subjects.length, ...reachOf(reach), needsApproval: reachOf(waiting.flatMap((part) => part.reach)).findings };
  });
}

function givenBy(asked: z.output<typeof makeDecisionSchema>): Omit<GivenDecision, "subjects"> {
  const { status, justification, responses, detail, evidenceUrl, acceptance, expiresAt } = asked;
  const expires = expiresAt === null ? null : new Date(expiresAt);
  return { origin: "person", documentId: null, status, justification, responses, detail, evidenceUrl, acceptance, expiresAt: expires };
}

type Part = { subjects: readonly SubjectRow[]; reach: readonly ReachRow[] };

/** The subjects of what needs no second person, and those of what does: what may stand at once waits for nobody. */
function partsOf(given: Pick<GivenDecision, "status" | "acceptance">, subjects: readonly SubjectRow[], reach: readonly ReachRow[]): Part[] {
  const waits = new Set(takesOut(given) ? reach.flatMap(({ n, grave }) => (grave > 0 ? [n] : [])) : []);
  if (waits.size === 0) return [{ subjects, reach }];
  return [false, true].flatMap((isWaiting) => {
    const of = subjects.filter(({ n }) => waits.has(n) === isWaiting);
    if (of.length === 0) return [];
    return [{ subjects: of.map((subject, n) => ({ ...subject, n })), reach: reach.filter(({ n }) => waits.has(n) === isWaiting) }];
  });
}
