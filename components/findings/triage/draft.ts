import { dayIn, endOfDay } from "@/components/findings/triage/due-dialog";
import type { Target } from "@/components/findings/triage/target";
import type { DecisionResponse, DecisionScope, Justification } from "@/lib/decisions/words";

/** What people choose between; `accepted` is `affected` with the risk accepted. */
export const choices = ["affected", "under_investigation", "not_affected", "fixed", "accepted"] as const;
export type Choice = (typeof choices)[number];

/** A decision while it is written. */
export type Draft = {
  choice: Choice;
  justification: Justification | "";
  detail: string;
  scope: DecisionScope;
  versions: "this" | "all" | "range";
  range: string;
  /** A day in UTC; empty: it does not expire. */
  expiresOn: string;
  evidenceUrl: string;
  responses: readonly DecisionResponse[];
};

/** How long a risk is accepted when nobody says otherwise. */
const acceptanceDays = 90;

export const emptyDraft: Draft = {
  choice: "affected",
  justification: "",
  detail: "",
  scope: "service",
  versions: "this",
  range: "",
  expiresOn: "",
  evidenceUrl: "",
  responses: [],
};

/** The draft with another choice: an acceptance always expires, and begins with a usual day. */
export function withChoice(draft: Draft, choice: Choice): Draft {
  return { ...draft, choice, expiresOn: choice === "accepted" && draft.expiresOn === "" ? dayIn(acceptanceDays) : draft.expiresOn };
}

/** The draft as the API takes it. */
export function bodyOf(draft: Draft, { about }: Target) {
  const { choice, justification, detail, scope, versions, range, expiresOn, evidenceUrl, responses } = draft;
  return {
    ...about,
    status: choice === "accepted" ? "affected" : choice,
    acceptance: choice === "accepted",
    justification: choice === "not_affected" ? justification || null : null,
    detail: detail.trim() || null,
    evidenceUrl: evidenceUrl.trim() || null,
    responses: choice === "fixed" ? [] : responses,
    expiresAt: expiresOn === "" ? null : endOfDay(expiresOn),
    scope,
    versions: versions === "range" ? range.trim() : versions,
  };
}
export type DecisionBody = ReturnType<typeof bodyOf>;
