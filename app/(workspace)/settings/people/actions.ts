"use server";
import { revalidatePath } from "next/cache";
import { type FormProblem, toFormProblem } from "@/components/auth/form-problem";
import type { LinkAnswer } from "@/components/people/people-words";
import type { PersonChanges } from "@/components/people/switch-person";
import {
  cancelInvitation,
  changePerson,
  getPerson,
  type InvitePerson,
  type IssuedInvitation,
  invitePerson,
  linkPassword,
  type PageContext,
  type PersonDetail,
  requirePageContext,
} from "@/lib/auth";
import { WhereinError } from "@/lib/errors";

/** Invites somebody; the link is in the answer and nowhere else. */
export async function inviteFromPage(input: InvitePerson): Promise<LinkAnswer> {
  return issue((ctx) => invitePerson({ ctx, input }));
}

/** Makes a link for a new password; it is in the answer and nowhere else. */
export async function linkFromPage(id: string): Promise<LinkAnswer> {
  return issue((ctx) => linkPassword({ ctx, input: { id } }));
}

/** Gives somebody another name or role, disables or enables them. Returns null or what is wrong. */
export async function changeFromPage(id: string, changes: PersonChanges): Promise<FormProblem | null> {
  return change((ctx) => changePerson({ ctx, input: { id, ...changes } }));
}

/** Somebody with what is theirs, for who is about to disable or enable them; null: there is nobody like that any more. */
export async function readFromPage(id: string): Promise<PersonDetail | null> {
  const ctx = await requirePageContext();
  return getPerson({ ctx, input: { id } }).catch((error: unknown) => {
    if (error instanceof WhereinError) return null;
    throw error;
  });
}

/** Takes a link back. Returns null or what is wrong. */
export async function cancelFromPage(id: string): Promise<FormProblem | null> {
  return change((ctx) => cancelInvitation({ ctx, input: { id } }));
}

async function issue(work: (ctx: PageContext) => Promise<IssuedInvitation>): Promise<LinkAnswer> {
  const ctx = await requirePageContext();
  try {
    const issued = await work(ctx);
    revalidatePath("/settings/people");
    return { issued };
  } catch (error) {
    return { problem: toFormProblem(error) };
  }
}

async function change(work: (ctx: PageContext) => Promise<unknown>): Promise<FormProblem | null> {
  const ctx = await requirePageContext();
  try {
    await work(ctx);
    revalidatePath("/settings/people");
    return null;
  } catch (error) {
    return toFormProblem(error);
  }
}
