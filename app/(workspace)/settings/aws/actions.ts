"use server";
import type { FormProblem } from "@/components/auth/form-problem";
import type { AccountFields } from "@/components/aws/account-fields";
import { type AccountCheck, checkAccount, createAccount, deleteAccount, deleteFeed, requestFeedSync, updateAccount } from "@/lib/aws";
import { change, runAction } from "./run-action";

/** Takes an account in. Returns null or what is wrong. */
export async function addAccount({ externalId, ...fields }: AccountFields): Promise<FormProblem | null> {
  return change((ctx) => createAccount({ ctx, input: { ...fields, ...(fields.roleArn && externalId && { externalId }) } }));
}

/** Makes an account what the form says. Returns null or what is wrong. */
export async function changeAccount({ externalId, ...fields }: AccountFields): Promise<FormProblem | null> {
  return change((ctx) => updateAccount({ ctx, input: { ...fields, ...(fields.roleArn && externalId && { externalId }) } }));
}

/** Forgets an account with its feeds. Returns null or what is wrong. Its page is not drawn again: it is not there any more. */
export async function removeAccount(accountId: string): Promise<FormProblem | null> {
  const result = await runAction((ctx) => deleteAccount({ ctx, input: { accountId } }), { redraw: false });
  return "problem" in result ? result.problem : null;
}

/** Has a feed synced now. Returns null or what is wrong. */
export async function syncFeed(id: number): Promise<FormProblem | null> {
  return change((ctx) => requestFeedSync({ ctx, input: { id: String(id) } }));
}

/** Forgets a queue, reports or a topic. Returns null or what is wrong. */
export async function removeFeed(id: number): Promise<FormProblem | null> {
  return change((ctx) => deleteFeed({ ctx, input: { id: String(id) } }));
}

/** Asks AWS who Wherein is in the account and what it may do there. */
export async function checkAccess(accountId: string): Promise<{ answer: AccountCheck } | { problem: FormProblem }> {
  return runAction((ctx) => checkAccount({ ctx, input: { accountId } }), { redraw: false });
}
