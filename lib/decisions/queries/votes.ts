import type { ClientBase } from "pg";
import type { EndCause } from "../words";

export type VoteRead = { voterId: string; voterName: string; vote: "approve" | "reject"; at: Date; reason: string | null };

export async function selectVotes(client: ClientBase, decisionId: string): Promise<VoteRead[]> {
  const { rows } = await client.query<VoteRead>({
    name: "decisions-votes",
    text: `select voter_id as "voterId", voter_name as "voterName", vote, at, reason from decision_vote where decision_id = $1 order by at, voter_id`,
    values: [decisionId],
  });
  return rows;
}

/** Locks a decision, so that of two votes, or a vote and an end, the second sees the first. False: there is none. */
export async function lockDecision(client: ClientBase, id: string): Promise<boolean> {
  const { rowCount } = await client.query({ name: "decisions-lock", text: "select from decision where id = $1 for update", values: [id] });
  return rowCount === 1;
}

/** Which of some people are disabled. Locks them, so that of a vote and a disabling one is after the other. */
export async function lockDisabled(client: ClientBase, ids: readonly string[]): Promise<string[]> {
  const { rows } = await client.query<{ id: string; disabled: boolean }>({
    name: "decisions-lock-people",
    text: "select id, disabled_at is not null as disabled from app_user where id = any($1::uuid[]) order by id for share",
    values: [ids],
  });
  return rows.filter(({ disabled }) => disabled).map(({ id }) => id);
}

export type NewVote = { decisionId: string; voterId: string; voterName: string; vote: "approve" | "reject"; at: Date; reason: string | null };

/** Votes on exactly what stands there: requester, digest and time limit are copied, and constraints compare them. */
export async function insertVote(client: ClientBase, { decisionId, voterId, voterName, vote, at, reason }: NewVote): Promise<void> {
  await client.query({
    name: "decisions-vote",
    text: `insert into decision_vote (decision_id, voter_id, voter_name, vote, at, reason, requester, digest, approve_by)
      select id, $2, $3, $4, $5, $6, requester, digest, approve_by from decision where id = $1`,
    values: [decisionId, voterId, voterName, vote, at, reason],
  });
}

export type NewEnd = { decisionId: string; at: Date; byId: string | null; byName: string; cause: EndCause; reason: string | null };

export async function insertEnd(client: ClientBase, { decisionId, at, byId, byName, cause, reason }: NewEnd): Promise<void> {
  await client.query({
    name: "decisions-end",
    text: "insert into decision_end (decision_id, at, by_id, by_name, cause, reason) values ($1, $2, $3, $4, $5, $6)",
    values: [decisionId, at, byId, byName, cause, reason],
  });
}

/** Ends what nobody approved in time, at the moment when its time was over; returns the ids. */
export async function endLapsed(client: ClientBase, at: Date, byName: string, limit: number): Promise<string[]> {
  const { rows } = await client.query<{ id: string }>({
    name: "decisions-lapse",
    text: `insert into decision_end (decision_id, at, by_id, by_name, cause)
      select d.id, d.approve_by, null, $2, 'lapsed' from decision d where d.needs_approval and d.approve_by <= $1
        and not exists (select from decision_effect e where e.decision_id = d.id) and not exists (select from decision_end w where w.decision_id = d.id)
      limit $3 on conflict (decision_id) do nothing returning decision_id as id`,
    values: [at, byName, limit],
  });
  return rows.map(({ id }) => id);
}
