"use server";
import type { FormProblem } from "@/components/auth/form-problem";
import { mapByHand } from "@/lib/aws";
import { change } from "../run-action";

/** Says which artifact a resource is. Returns null or what is wrong. */
export async function mapResource(id: number, artifactId: number, everyAccount: boolean): Promise<FormProblem | null> {
  return change((ctx) => mapByHand({ ctx, input: { id, artifactId, everyAccount } }));
}
