import { z } from "zod";
import { requireScope, type Verb } from "@/lib/context";
import { decodeCursor, inSnapshot, toPage } from "@/lib/inventory/read";
import { decisionNotFound } from "./not-found";
import { toState, toSubject } from "./present";
import { selectDecisionReach } from "./queries/overrides";
import { selectDecisionsById } from "./queries/rows";
import { selectSubjects } from "./queries/subjects";
import { selectVotes } from "./queries/votes";
import { presentRows } from "./read-rows";
import { type Decision, type GetDecision, getDecisionSchema } from "./schemas";

const overridesMax = 20;

/** A decision with a page of its subjects, its votes, the open findings that it means and what counts for them instead. Throws `not_found`. */
export async function getDecision({ ctx, input }: Verb<GetDecision>): Promise<Decision> {
  requireScope(ctx, "inventory:read");
  const { id, limit, cursor } = getDecisionSchema.parse(input);
  const [after = -1] = decodeCursor(cursor, z.tuple([z.int32()])) ?? [];
  return inSnapshot(async (client) => {
    const [read] = await selectDecisionsById(client, [id], new Date());
    const [row] = read ? await presentRows(client, ctx, [read]) : [];
    if (!read || !row) throw decisionNotFound(id);
    const votes = await selectVotes(client, id);
    const { findings, grave, overriddenBy } = await selectDecisionReach(client, id, overridesMax);
    const { page, nextCursor } = toPage(await selectSubjects(client, id, after, limit + 1), limit, ({ n }) => [n]);
    return {
      ...row,
      digest: read.digest.toString("hex"),
      votes: votes.map(({ at, voterName: by, vote, reason }) => ({ at: at.toISOString(), by, vote, reason })),
      reach: { findings, grave },
      overriddenBy: overriddenBy.map((other) => ({ id: other.id, state: toState(other), scope: other.scope, findings: other.findings })),
      about: { data: page.map(toSubject), meta: { limit, nextCursor, rows: row.subjects } },
    };
  });
}
