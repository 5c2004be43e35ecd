"use server";
import { revalidatePath } from "next/cache";
import { type FormProblem, toFormProblem } from "@/components/auth/form-problem";
import type { PreviewAnswer } from "@/components/sla/policy-editor";
import { requirePageContext } from "@/lib/auth";
import { previewSlaPolicy, type SlaRule, saveSlaPolicy } from "@/lib/sla";

/** What the rules would make late. */
export async function previewFromPage(rules: readonly SlaRule[]): Promise<PreviewAnswer> {
  const ctx = await requirePageContext();
  try {
    return { preview: await previewSlaPolicy({ ctx, input: { rules: [...rules] } }) };
  } catch (error) {
    return { problem: toFormProblem(error) };
  }
}

/** Makes the rules the policy. Returns null or what is wrong. */
export async function saveFromPage(rules: readonly SlaRule[], basedOn: number): Promise<FormProblem | null> {
  const ctx = await requirePageContext();
  try {
    await saveSlaPolicy({ ctx, input: { rules: [...rules], basedOn } });
    revalidatePath("/settings/sla");
    return null;
  } catch (error) {
    return toFormProblem(error);
  }
}
