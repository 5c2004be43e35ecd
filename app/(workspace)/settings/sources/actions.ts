"use server";
import { type FormProblem, toFormProblem } from "@/components/auth/form-problem";
import { requestSync } from "@/lib/advisories/sources";
import { requirePageContext } from "@/lib/auth";

/** Has a source synced now, or with null all of them. Returns null or what is wrong. */
export async function syncNow(id: number | null): Promise<FormProblem | null> {
  const ctx = await requirePageContext();
  try {
    await requestSync({ ctx, input: id === null ? { all: true } : { id: String(id) } });
    return null;
  } catch (error) {
    return toFormProblem(error);
  }
}
