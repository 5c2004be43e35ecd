import type { DecisionOrigin, DecisionResponse, DecisionScope, DecisionStatus, Justification } from "./words";

/**
 * Which versions a subject means. `range` is what was said, null: any version. The keys are intervals from `lo` (included; empty: from the first) to `hi`
 * (null: without end); `versions` are compared by their text. `versionsOf` makes it.
 */
export type GivenVersions = {
  range: string | null;
  lo: readonly Buffer[];
  hi: readonly (Buffer | null)[];
  hiInclusive: readonly boolean[];
  versions: readonly string[];
};

/** What a decision is about. `names` are all ids of one vulnerability, in any case; `scopeId` is null everywhere, and only there. */
export type GivenSubject = {
  names: readonly string[];
  /** Null: any package. */
  packageId: number | null;
  versions: GivenVersions;
  scope: DecisionScope;
  scopeId: number | null;
};

/** A decision before it is written. */
export type GivenDecision = {
  origin: DecisionOrigin;
  /** The VEX document that says so. */
  documentId: string | null;
  status: DecisionStatus;
  /** Of `not_affected` only; without it `detail` must say why. */
  justification: Justification | null;
  responses: readonly DecisionResponse[];
  detail: string | null;
  evidenceUrl: string | null;
  /** Of `affected` only, and with `expiresAt`. */
  acceptance: boolean;
  expiresAt: Date | null;
  subjects: readonly GivenSubject[];
};
