"use server";
import { revalidatePath } from "next/cache";
import { type FormProblem, toFormProblem } from "@/components/auth/form-problem";
import { decisionHref } from "@/components/urls";
import { requirePageContext } from "@/lib/auth";
import { endDecision, voteOnDecision } from "@/lib/decisions";

/** Approves or rejects. Returns null or what is wrong. */
export async function voteFromPage(id: string, vote: "approve" | "reject", reason: string | null): Promise<FormProblem | null> {
  return act(id, (ctx) => voteOnDecision({ ctx, input: { id, vote, reason } }));
}

/** Withdraws the decision. Returns null or what is wrong. */
export async function withdrawFromPage(id: string, reason: string | null): Promise<FormProblem | null> {
  return act(id, (ctx) => endDecision({ ctx, input: { id, cause: "withdrawn", reason } }));
}

type PageContext = Awaited<ReturnType<typeof requirePageContext>>;

async function act(id: string, work: (ctx: PageContext) => Promise<unknown>): Promise<FormProblem | null> {
  const ctx = await requirePageContext();
  try {
    await work(ctx);
    revalidatePath(decisionHref(id));
    return null;
  } catch (error) {
    return toFormProblem(error);
  }
}
