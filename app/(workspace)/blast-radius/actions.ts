"use server";
import { toFormProblem } from "@/components/auth/form-problem";
import { requirePageContext } from "@/lib/auth";
import { keepQuestionAsList, readListAgain } from "@/lib/indicator-lists";

type Kept = { id: string } | { detail: string };

/** Reads a kept list again, its bare names as an ecosystem's; "" is any. */
export async function readListAs(id: string, ecosystem: string): Promise<Kept> {
  const ctx = await requirePageContext();
  try {
    return { id: (await readListAgain({ ctx, input: { id, ecosystem } })).id };
  } catch (error) {
    return { detail: toFormProblem(error).detail };
  }
}

/** Keeps what a question looks for as a list. */
export async function keepQuestion(q: string, list: string | undefined): Promise<Kept> {
  const ctx = await requirePageContext();
  try {
    return { id: (await keepQuestionAsList({ ctx, input: { q, list } })).id };
  } catch (error) {
    return { detail: toFormProblem(error).detail };
  }
}
