import type { ClientBase } from "pg";
import { recordAudit } from "@/lib/audit";
import { type Actor, type Context, requireScope, type Verb } from "@/lib/context";
import { inTransaction } from "@/lib/db";
import { WhereinError } from "@/lib/errors";
import { refreshOpenFindings } from "@/lib/findings/queue";
import { decisionNotFound } from "./not-found";
import { isRequestedBy, requestingPerson } from "./present";
import { insertEffect } from "./queries/insert";
import { type DecisionRead, selectDecisionsById } from "./queries/rows";
import { insertEnd, insertVote, lockDecision, lockDisabled, selectVotes } from "./queries/votes";
import { rowsOf } from "./read-rows";
import { type DecisionRow, type Vote, voteSchema } from "./schemas";

/**
 * A second person's vote on a decision that waits for one: approved, it counts from now on; rejected, it never does. The same vote of the same person again
 * changes nothing. What a person asked for who is disabled since can only be rejected. Needs `decisions:approve` and a person; throws `not_found`, `forbidden` for
 * one's own request, and `conflict` where it does not wait.
 */
export async function voteOnDecision({ ctx, input }: Verb<Vote>): Promise<DecisionRow> {
  requireScope(ctx, "decisions:approve");
  const voter = personOf(ctx.actor);
  const { id, vote, reason } = voteSchema.parse(input);
  return inTransaction(async (client) => {
    if (!(await lockDecision(client, id))) throw decisionNotFound(id);
    const at = new Date();
    const [decision] = await selectDecisionsById(client, [id], at);
    if (!decision) throw decisionNotFound(id);
    const mine = (await selectVotes(client, id)).find(({ voterId }) => voterId === voter.id);
    if (mine?.vote !== vote) {
      refuse(decision, voter, mine !== undefined);
      await refuseDisabled(client, decision, { voter, vote });
      await insertVote(client, { decisionId: id, voterId: voter.id, voterName: voter.name, vote, at, reason });
      await (vote === "approve" ? takeEffect(client, ctx, { id, approverId: voter.id, at }) : reject(client, ctx, { id, reason, at }));
    }
    const [row] = await rowsOf(client, ctx, [id], at);
    if (!row) throw decisionNotFound(id);
    return row;
  });
}

async function takeEffect(client: ClientBase, ctx: Context, { id, approverId, at }: { id: string; approverId: string; at: Date }): Promise<void> {
  await insertEffect(client, { decisionId: id, at, needsApproval: true, approverId });
  await refreshOpenFindings(client, { decisionIds: [id] }, at);
  await recordAudit(client, ctx, { action: "decision.approved", subjectKind: "decision", subjectId: id }, at);
}

async function reject(client: ClientBase, ctx: Context, { id, reason, at }: { id: string; reason: string | null; at: Date }): Promise<void> {
  const byId = ctx.actor.kind === "user" ? ctx.actor.id : null;
  await insertEnd(client, { decisionId: id, at, byId, byName: ctx.actor.name, cause: "rejected", reason });
  await recordAudit(client, ctx, { action: "decision.rejected", subjectKind: "decision", subjectId: id, detail: { reason } }, at);
}

function personOf(actor: Actor): Extract<Actor, { kind: "user" }> {
  if (actor.kind === "user") return actor;
  throw new WhereinError("forbidden", "Only a person can approve or reject a decision: sign in.", { reason: "person_needed" });
}

/** Throws where the vote cannot be given; the database refuses the same. */
function refuse({ requester, needsApproval, phase, approverName, endCause }: DecisionRead, voter: { id: string }, hasVoted: boolean): void {
  if (isRequestedBy(requester, voter.id))
    throw new WhereinError("forbidden", "You asked for this decision yourself, or a token of yours did: somebody else must approve it.", {
      reason: "own_decision",
    });
  if (hasVoted) throw new WhereinError("conflict", "You have voted on this decision already.", { reason: "voted_already" });
  if (!needsApproval) throw new WhereinError("conflict", "This decision needs no second person.", { reason: "no_approval_needed" });
  if (phase === "standing") throw new WhereinError("conflict", `${approverName} has approved it already.`, { reason: "already_approved" });
  if (phase === "ended") throw new WhereinError("conflict", `It does not wait any more: it was ${endCause ?? "lapsed"}.`, { reason: "decision_ended" });
}

/**
 * Throws where the voter was disabled a moment ago, and for an approval where whoever asked is disabled: that would leave one person to stand for both. A
 * trigger refuses the same.
 */
async function refuseDisabled(client: ClientBase, decision: DecisionRead, { voter, vote }: { voter: { id: string }; vote: Vote["vote"] }): Promise<void> {
  const asked = requestingPerson(decision.requester);
  const disabled = await lockDisabled(client, asked === null ? [voter.id] : [voter.id, asked]);
  if (disabled.includes(voter.id)) throw new WhereinError("forbidden", "You are disabled.", { reason: "person_disabled" });
  if (vote === "reject" || asked === null || !disabled.includes(asked)) return;
  throw new WhereinError("conflict", `${decision.requesterName} asked for it and is disabled. Reject it, and decide anew what of it is right.`, {
    reason: "requester_disabled",
  });
}
