"use server";
import { headers } from "next/headers";
import type { FormProblem } from "@/components/auth/form-problem";
import { toFormProblem } from "@/components/auth/form-problem";
import { createFirstAdministrator, systemContext } from "@/lib/auth";

type NewAdministrator = { secret: string; name: string; email: string; password: string };

/** Creates the first administrator. The secret of the link is the permission. Returns null or what is wrong. */
export async function createAdministrator(input: NewAdministrator): Promise<FormProblem | null> {
  try {
    const requestId = (await headers()).get("x-request-id");
    const ctx = systemContext("setup");
    await createFirstAdministrator({ ctx: requestId ? { ...ctx, requestId } : ctx, input });
    return null;
  } catch (error) {
    return toFormProblem(error);
  }
}
