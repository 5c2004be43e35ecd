import { advisoryKinds, severityWords } from "@/lib/advisories/model";

/**
 * What figures are split and narrowed by, in one number: kind, severity and whether it is known to be exploited. All as the mirror knows it today.
 * Numbers are stored in histories: a change of `advisoryKinds` or of the severities must not change those that are there.
 */
export type FindingClass = { kind: number; severityRank: number; kev: boolean };

const severities = severityWords.length;

/** How many classes there are. */
export const classes = advisoryKinds.length * severities * 2;

/** @param kind place in `advisoryKinds`; @param severityRank 5 critical to 0 unscored */
export function classCode({ kind, severityRank, kev }: FindingClass): number {
  return (kind * severities + severityRank) * 2 + (kev ? 1 : 0);
}

export function classOf(code: number): FindingClass {
  const rest = code >> 1;
  return { kind: Math.floor(rest / severities), severityRank: rest % severities, kev: (code & 1) === 1 };
}

/** Why a finding is closed, by its place; 0: it is open. Upgraded and removed come first: these two are fixes. */
export const outcomes = ["open", "upgraded", "removed", "withdrawn", "corrected", "retired"] as const;
export type Outcome = (typeof outcomes)[number];

export const outcome = { open: 0, upgraded: 1, removed: 2, withdrawn: 3, corrected: 4, retired: 5 } as const satisfies Record<Outcome, number>;

/** A code of a history has the class in its lower bits and the outcome above them. */
export const outcomeShift = 6;
export const classMask = (1 << outcomeShift) - 1;
