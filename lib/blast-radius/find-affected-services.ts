import type { z } from "zod";
import { requireScope, type Verb } from "@/lib/context";
import { answerTerms } from "./answer-terms";
import { readQuestion } from "./question";
import { type BlastRadius, findAffectedServicesSchema } from "./schemas";

/**
 * Which services contain what is asked for, now or at a moment: affected, clean and unknown services, and one page of
 * the presences that say so. Throws `invalid` for a question or a cursor that cannot be read.
 */
export async function findAffectedServices({ ctx, input }: Verb<z.input<typeof findAffectedServicesSchema>>): Promise<BlastRadius> {
  requireScope(ctx, "inventory:read");
  const parameters = findAffectedServicesSchema.parse(input);
  return answerTerms(readQuestion(parameters), parameters);
}
