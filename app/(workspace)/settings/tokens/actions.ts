"use server";
import { revalidatePath } from "next/cache";
import { type FormProblem, toFormProblem } from "@/components/auth/form-problem";
import { type CreateToken, createToken, requirePageContext, revokeToken } from "@/lib/auth";

/** Creates a token; the secret is in the answer and nowhere else. */
export async function makeToken(input: CreateToken): Promise<{ secret: string; name: string } | { problem: FormProblem }> {
  const ctx = await requirePageContext();
  try {
    const created = await createToken({ ctx, input });
    revalidatePath("/settings/tokens");
    return { secret: created.token, name: created.name };
  } catch (error) {
    return { problem: toFormProblem(error) };
  }
}

/** Ends a token at once. Returns null or what is wrong. */
export async function withdrawToken(id: string): Promise<FormProblem | null> {
  const ctx = await requirePageContext();
  try {
    await revokeToken({ ctx, input: { id } });
    revalidatePath("/settings/tokens");
    return null;
  } catch (error) {
    return toFormProblem(error);
  }
}
