import type { FormProblem } from "@/components/auth/form-problem";
import type { IssuedInvitation, Person } from "@/lib/auth";

export const roleWords: Record<Person["role"], string> = { admin: "Administrator", member: "Member" };

/** What a role may do, for those who choose one. */
export const roleHints: Record<Person["role"], string> = {
  member: "Asks, uploads, works on findings and incidents, decides and approves.",
  admin: "That, and people, tokens, teams, sources, AWS and the policy.",
};

export const lost: FormProblem = { detail: "The server did not answer. Try again.", fields: {} };

/** What a form that makes a link is answered. */
export type LinkAnswer = { issued: IssuedInvitation } | { problem: FormProblem };
