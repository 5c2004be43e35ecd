import type { DecisionResponse, DecisionStatus, Justification } from "../../words";

/** OpenVEX and CSAF have the same five words for why. Ours are CycloneDX's where they mean the same. */
export const openvexJustifications: ReadonlyMap<string, Justification> = new Map([
  ["component_not_present", "component_not_present"],
  ["vulnerable_code_not_present", "code_not_present"],
  ["vulnerable_code_not_in_execute_path", "code_not_reachable"],
  ["vulnerable_code_cannot_be_controlled_by_adversary", "code_not_controllable"],
  ["inline_mitigations_already_exist", "protected_by_mitigating_control"],
]);

export const openvexStatuses: ReadonlyMap<string, DecisionStatus> = new Map([
  ["not_affected", "not_affected"],
  ["affected", "affected"],
  ["fixed", "fixed"],
  ["under_investigation", "under_investigation"],
]);

/** CycloneDX's states. A false positive is not affected, without a word for why. */
export const cyclonedxStates: ReadonlyMap<string, DecisionStatus> = new Map([
  ["resolved", "fixed"],
  ["resolved_with_pedigree", "fixed"],
  ["exploitable", "affected"],
  ["in_triage", "under_investigation"],
  ["false_positive", "not_affected"],
  ["not_affected", "not_affected"],
]);

export const cyclonedxJustifications: ReadonlyMap<string, Justification> = new Map(
  (
    [
      "code_not_present",
      "code_not_reachable",
      "requires_configuration",
      "requires_dependency",
      "requires_environment",
      "protected_by_compiler",
      "protected_at_runtime",
      "protected_at_perimeter",
      "protected_by_mitigating_control",
    ] as const
  ).map((word) => [word, word]),
);

export const cyclonedxResponses: ReadonlyMap<string, DecisionResponse> = new Map(
  (["can_not_fix", "will_not_fix", "update", "rollback", "workaround_available"] as const).map((word) => [word, word]),
);

/** What CSAF's remediations say that is done. `optional_patch` and `fix_planned` are CSAF 2.1's. */
export const csafRemedies: ReadonlyMap<string, DecisionResponse> = new Map([
  ["vendor_fix", "update"],
  ["workaround", "workaround_available"],
  ["mitigation", "workaround_available"],
  ["no_fix_planned", "will_not_fix"],
  ["none_available", "can_not_fix"],
]);
