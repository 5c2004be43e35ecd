import { z } from "zod";
import { WhereinError } from "@/lib/errors";

/** What a form shows after it was refused: one sentence, and faults by the name of the field. */
export type FormProblem = { detail: string; fields: Record<string, string> };

/** For server actions: what is the caller's to mend. Throws again what is not. */
export function toFormProblem(error: unknown): FormProblem {
  if (error instanceof z.ZodError) {
    const fields = Object.fromEntries(error.issues.map((issue) => [issue.path.findLast((key) => typeof key === "string") ?? "", issue.message]));
    return { detail: "Some fields need another value.", fields };
  }
  if (error instanceof WhereinError) {
    const fields = Object.fromEntries(error.errors.map((fault) => [fault.pointer.replace(/^[/?]/, ""), fault.detail]));
    return { detail: error.message, fields };
  }
  throw error;
}
