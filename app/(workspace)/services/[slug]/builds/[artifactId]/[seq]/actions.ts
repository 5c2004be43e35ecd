"use server";
import { type FormProblem, toFormProblem } from "@/components/auth/form-problem";
import { requirePageContext } from "@/lib/auth";
import { requestScan } from "@/lib/aws";

/** Asks Inspector to scan the build. Returns null or what is wrong. */
export async function scanFromPage(slug: string, artifactId: number, seq: number): Promise<FormProblem | null> {
  const ctx = await requirePageContext();
  try {
    await requestScan({ ctx, input: { slug, artifactId, seq } });
    return null;
  } catch (error) {
    return toFormProblem(error);
  }
}
