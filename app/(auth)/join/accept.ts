"use server";
import { headers } from "next/headers";
import { type FormProblem, toFormProblem } from "@/components/auth/form-problem";
import { type AcceptInvitation, acceptInvitation, systemContext } from "@/lib/auth";

/** Makes a user of whoever has the link, or changes their password. The secret of the link is the permission. */
export async function acceptFromPage(input: AcceptInvitation): Promise<FormProblem | null> {
  try {
    const requestId = (await headers()).get("x-request-id");
    const ctx = systemContext("join");
    await acceptInvitation({ ctx: requestId ? { ...ctx, requestId } : ctx, input });
    return null;
  } catch (error) {
    return toFormProblem(error);
  }
}
