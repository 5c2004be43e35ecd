import type { PoolClient } from "pg";
import type { z } from "zod";
import { inSnapshot } from "@/lib/inventory/read";
import { keptList } from "./find-affected-services";
import { type Question, readQuestion } from "./question";
import { type Resolved, resolveTerms } from "./resolve-terms";
import type { questionFields } from "./schemas";

export type ResolvedInSnapshot = { client: PoolClient; question: Question; resolved: Resolved; seenAt: Date };

/** Reads a question and looks up what it means, but not who holds it, and hands that to a reader on the same snapshot. Throws as the question does. */
export async function resolveInSnapshot<Answer>(
  parameters: z.output<typeof questionFields>,
  read: (resolved: ResolvedInSnapshot) => Promise<Answer>,
): Promise<Answer> {
  const question = readQuestion(parameters, await keptList(parameters.list));
  const seenAt = question.asOf ?? new Date();
  return inSnapshot(async (client) => read({ client, question, resolved: await resolveTerms(client, question.terms), seenAt }), { plans: "kept" });
}
