"use server";
import type { FormProblem } from "@/components/auth/form-problem";
import type { RuleDraft } from "@/components/aws/rule-preview";
import { createRule, deleteRule, type MappingChanges, orderRules } from "@/lib/aws";
import { change, runAction } from "../run-action";

const inputOf = ({ first, ...rule }: RuleDraft) => ({ ...rule, ...(first && { position: 1 }) });

/** Makes a rule. Returns null or what is wrong. */
export async function makeRule(draft: RuleDraft): Promise<FormProblem | null> {
  return change((ctx) => createRule({ ctx, input: inputOf(draft) }));
}

/** What a rule would change. Changes nothing. */
export async function tryRule(draft: RuleDraft): Promise<{ answer: MappingChanges } | { problem: FormProblem }> {
  return runAction((ctx) => createRule({ ctx, input: { ...inputOf(draft), dryRun: true } }), { redraw: false });
}

/** Puts the rules into this order. Returns null or what is wrong. */
export async function moveRules(order: number[]): Promise<FormProblem | null> {
  return change((ctx) => orderRules({ ctx, input: { order } }));
}

/** Deletes a rule. Returns null or what is wrong. */
export async function removeRule(id: number): Promise<FormProblem | null> {
  return change((ctx) => deleteRule({ ctx, input: { id } }));
}
