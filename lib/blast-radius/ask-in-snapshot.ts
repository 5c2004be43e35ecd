import type { PoolClient } from "pg";
import type { z } from "zod";
import { inSnapshot } from "@/lib/inventory/read";
import { keptList } from "./find-affected-services";
import { type FoundHits, findHits, holdersToo } from "./find-hits";
import { type Question, readQuestion } from "./question";
import { type Resolved, resolveTerms } from "./resolve-terms";
import type { questionFields } from "./schemas";

type Parameters = z.output<typeof questionFields>;
export type AskedInSnapshot = { client: PoolClient; question: Question; found: FoundHits; resolved: Resolved; seenAt: Date; asOf: Date | null };

/** Answers a question without a page of rows, and hands everything that was found to a reader on the same snapshot. Throws as the question does. */
export async function askInSnapshot<Answer>(parameters: Parameters, needsFleet: boolean, read: (asked: AskedInSnapshot) => Promise<Answer>): Promise<Answer> {
  const asked = readQuestion(parameters, await keptList(parameters.list));
  // Of now alone: a window in the text says nothing about it.
  const question = parameters.when === "now" ? { ...asked, window: null } : asked;
  const seenAt = question.asOf ?? new Date();
  return inSnapshot(
    async (client, stamp) => {
      const order = { sort: "service", descending: false, count: 0, after: null } as const;
      const resolved = await resolveTerms(client, question.terms, () => holdersToo(stamp, question, order.sort));
      const found = await findHits(client, await stamp, { question, seenAt, resolved, order, needsFleet });
      return read({ client, question, found, resolved, seenAt, asOf: question.asOf });
    },
    { plans: "kept" },
  );
}
