import { revalidatePath } from "next/cache";
import { z } from "zod";
import { type FormProblem, toFormProblem } from "@/components/auth/form-problem";
import { requirePageContext } from "@/lib/auth";
import type { Context } from "@/lib/context";

/** Runs a verb for a server action; `redraw`: has the pages about AWS drawn again. Returns its answer, or what is wrong. */
export async function runAction<T>(verb: (ctx: Context) => Promise<T>, { redraw }: { redraw: boolean }): Promise<{ answer: T } | { problem: FormProblem }> {
  const ctx = await requirePageContext();
  try {
    const answer = await verb(ctx);
    if (redraw) revalidatePath("/settings/aws", "layout");
    return { answer };
  } catch (error) {
    return { problem: problemOf(error) };
  }
}

/** Runs a verb that changes something, and has the pages about AWS drawn again. Returns null or what is wrong. */
export async function change(verb: (ctx: Context) => Promise<unknown>): Promise<FormProblem | null> {
  const result = await runAction(verb, { redraw: true });
  return "problem" in result ? result.problem : null;
}

/** What is wrong by the field of the form, which is the outermost name: of `clusters` the third environment is not the account's. */
function problemOf(error: unknown): FormProblem {
  if (!(error instanceof z.ZodError)) return toFormProblem(error);
  const fields = Object.fromEntries(error.issues.map(({ path, message }) => [String(path[0] ?? ""), message]));
  return { detail: "Some fields need another value.", fields };
}
