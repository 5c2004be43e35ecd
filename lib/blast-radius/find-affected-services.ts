import type { z } from "zod";
import { requireScope, type Verb } from "@/lib/context";
import { listOptionsSchema, readList, readStoredList } from "@/lib/indicator-lists";
import { answerTerms } from "./answer-terms";
import { askingFor, type ListToAsk, readQuestion } from "./question";
import { type BlastRadius, findAffectedServicesSchema } from "./schemas";

/**
 * Which services contain what is asked for, now or at a moment, and in a window: affected, clean and unknown services, and one page of
 * the presences that say so. Throws `invalid` for a question or a cursor that cannot be read, `not_found` for a list that is not kept.
 */
export async function findAffectedServices({ ctx, input }: Verb<z.input<typeof findAffectedServicesSchema>>): Promise<BlastRadius> {
  requireScope(ctx, "inventory:read");
  const parameters = findAffectedServicesSchema.parse(input);
  return answerTerms(readQuestion(parameters, await keptList(parameters.list)), parameters);
}

/** The question by a list that comes with it: everything of it but which list, and how that is read. */
export const findAffectedByListSchema = findAffectedServicesSchema.omit({ list: true }).extend(listOptionsSchema.shape);
export type FindAffectedByList = { content: Uint8Array; question: z.input<typeof findAffectedByListSchema> };

/** The same for a list of indicators that is sent along and not kept. Throws `invalid` for what is no list, `too_large` for too much of one. */
export async function findAffectedByList({ ctx, input }: Verb<FindAffectedByList>): Promise<BlastRadius> {
  requireScope(ctx, "inventory:read");
  const { ecosystem, bareNames, fileName, ...parameters } = findAffectedByListSchema.parse(input.question);
  const list = await readList(input.content, listOptionsSchema.parse({ ecosystem, bareNames, fileName }));
  return answerTerms(readQuestion(parameters, askingFor(null, list)), parameters);
}

/** The terms of a kept list. */
export async function keptList(id: string | undefined): Promise<ListToAsk | null> {
  return id === undefined ? null : askingFor(id, await readStoredList(id));
}
