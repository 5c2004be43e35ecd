import type { ClientBase } from "pg";
import type { Context } from "@/lib/context";
import { toDecisionRow } from "./present";
import { type DecisionRead, selectDecisionsById } from "./queries/rows";
import { selectSubjectsAt } from "./queries/subjects";
import type { DecisionRow } from "./schemas";

/** Decisions as lists show them, each with its first subject, in the order in which they were read. */
export async function presentRows(client: ClientBase, { actor }: Context, rows: readonly DecisionRead[]): Promise<DecisionRow[]> {
  const first = await selectSubjectsAt(
    client,
    rows.map(({ id }) => ({ decisionId: id, n: 0 })),
  );
  const byId = new Map(first.map((subject) => [subject.decisionId, subject]));
  return rows.map((row) => toDecisionRow(row, byId.get(row.id), actor));
}

/** The same by their ids, in the order of these; ids that no decision has are left out. */
export async function rowsOf(client: ClientBase, ctx: Context, ids: readonly string[], at: Date): Promise<DecisionRow[]> {
  const byId = new Map((await selectDecisionsById(client, ids, at)).map((row) => [row.id, row]));
  return presentRows(
    client,
    ctx,
    ids.flatMap((id) => byId.get(id) ?? []),
  );
}
