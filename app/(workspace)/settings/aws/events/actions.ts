"use server";
import type { FormProblem } from "@/components/auth/form-problem";
import { createEventCredential, createFeed, revokeEventCredential } from "@/lib/aws";
import { change, runAction } from "../run-action";

/** Creates a credential; the secret is in the answer and nowhere else. */
export async function makeCredential(input: { name: string; accounts: string[] }): Promise<{ secret: string; name: string } | { problem: FormProblem }> {
  const result = await runAction((ctx) => createEventCredential({ ctx, input }), { redraw: true });
  return "problem" in result ? result : { secret: result.answer.secret, name: result.answer.name };
}

/** Ends a credential at once. Returns null or what is wrong. */
export async function withdrawCredential(id: string): Promise<FormProblem | null> {
  return change((ctx) => revokeEventCredential({ ctx, input: { id } }));
}

/** Takes in a queue, reports or a topic. An empty region follows from the address. Returns null or what is wrong. */
export async function addFeed({ region, ...feed }: { accountId: string; address: string; region: string }): Promise<FormProblem | null> {
  return change((ctx) => createFeed({ ctx, input: { ...feed, ...(region.trim() && { region: region.trim() }) } }));
}
