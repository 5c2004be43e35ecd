/** The words of decisions, which are stored as they are. */
export const decisionStatuses = ["affected", "not_affected", "fixed", "under_investigation"] as const;
export type DecisionStatus = (typeof decisionStatuses)[number];

/** Why something is not affected: CycloneDX's words, and the two of OpenVEX and CSAF that CycloneDX has none for. */
export const justifications = [
  "component_not_present",
  "code_not_present",
  "code_not_reachable",
  "code_not_controllable",
  "requires_configuration",
  "requires_dependency",
  "requires_environment",
  "protected_by_compiler",
  "protected_at_runtime",
  "protected_at_perimeter",
  "protected_by_mitigating_control",
] as const;
export type Justification = (typeof justifications)[number];

/** What is done about it, in CycloneDX's words. */
export const decisionResponses = ["can_not_fix", "will_not_fix", "update", "rollback", "workaround_available"] as const;
export type DecisionResponse = (typeof decisionResponses)[number];

/** Where a decision comes from. */
export const decisionOrigins = ["person", "openvex", "cyclonedx", "csaf"] as const;
export type DecisionOrigin = (typeof decisionOrigins)[number];

/** Where it counts, narrowest first. */
export const decisionScopes = ["artifact", "service", "team", "everywhere"] as const;
export type DecisionScope = (typeof decisionScopes)[number];

/** Why a decision does not count any more; `lapsed`: nobody approved it in time. */
export const endCauses = ["withdrawn", "undone", "rejected", "lapsed"] as const;
export type EndCause = (typeof endCauses)[number];

/** What decisions say of an open finding. */
export const decidedStates = ["undecided", "affected", "under_investigation", "accepted", "not_affected", "fixed"] as const;
export type DecidedState = (typeof decidedStates)[number];
