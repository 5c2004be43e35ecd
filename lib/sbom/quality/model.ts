import type { Bom, BomOrigin, Component, ComponentDetails } from "../model";

/** A component as rules see it. The subject of the document is one too, and comes first; `index` is null for it. */
export type JudgedComponent = { index: number | null; version: string; identity: Component | null; details: ComponentDetails };

/** What rules judge: a document that was read with its details. */
export type Facts = {
  bom: Bom;
  origin: BomOrigin;
  components: readonly JudgedComponent[];
  /** Per index of `bom.components`: edges from the subject, 0 when not reachable. */
  depth: Uint16Array;
  /** Per index of `bom.components`: 1 when any relationship names it. */
  isRelated: Uint8Array;
};

/** `required`: the profile stands and falls with it. `recommended`: only where it exists, or advice. */
export type RuleLevel = "required" | "recommended";

/** A rule of a profile. `clause` is where its source says it. */
export type Rule = { id: string; title: string; clause: string; level: RuleLevel } & (
  | { applies: "document"; judge: (facts: Facts) => DocumentVerdict }
  /** `share` of the components must keep it, 1 when not given. */
  | { applies: "components"; share?: number; without?: "subject"; judge: (component: JudgedComponent, facts: Facts) => boolean }
  /** Cannot be judged from a document. */
  | { applies: "nothing"; why: string }
);

/** `found`: what the document says, for people. */
export type DocumentVerdict = { isMet: boolean; found: string | null };

export type Profile = { id: ProfileId; title: string; source: string; rules: readonly Rule[] };

export const profileIds = ["readiness", "ntia-2021", "cisa-2025-draft", "bsi-tr-03183-2-2.1"] as const;
export type ProfileId = (typeof profileIds)[number];

export const outcomes = ["pass", "fail", "notJudged"] as const;
export type Outcome = (typeof outcomes)[number];

export type Offender = { name: string; version: string | null; purl: string | null };

export type RuleResult = {
  id: string;
  title: string;
  clause: string;
  level: RuleLevel;
  outcome: Outcome;
  /** Components that keep the rule, of how many; of a rule for the document 0 or 1 of 1; 0 of 0 when not judged. */
  met: number;
  total: number;
  /** What the document says, of a rule for the document. */
  found: string | null;
  /** The first components that break it. */
  offenders: Offender[];
  /** Why it was not judged. */
  why: string | null;
};

/** `outcome` follows from the required rules: a pass when all that can be judged are kept. */
export type ProfileResult = { id: ProfileId; title: string; source: string; outcome: "pass" | "fail"; rules: RuleResult[] };
