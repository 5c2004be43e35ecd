import type { DecisionStatus, Justification } from "../../words";

/**
 * Our justifications in the words of OpenVEX and CSAF. Where these are wider, `isWider` says that ours belongs beside it as text.
 */
export const openvexWords: Readonly<Record<Justification, { word: string; isWider: boolean }>> = {
  component_not_present: { word: "component_not_present", isWider: false },
  code_not_present: { word: "vulnerable_code_not_present", isWider: false },
  code_not_reachable: { word: "vulnerable_code_not_in_execute_path", isWider: false },
  code_not_controllable: { word: "vulnerable_code_cannot_be_controlled_by_adversary", isWider: false },
  requires_configuration: { word: "vulnerable_code_not_in_execute_path", isWider: true },
  requires_dependency: { word: "vulnerable_code_not_in_execute_path", isWider: true },
  requires_environment: { word: "vulnerable_code_not_in_execute_path", isWider: true },
  protected_by_compiler: { word: "inline_mitigations_already_exist", isWider: true },
  protected_at_runtime: { word: "inline_mitigations_already_exist", isWider: true },
  protected_at_perimeter: { word: "inline_mitigations_already_exist", isWider: true },
  protected_by_mitigating_control: { word: "inline_mitigations_already_exist", isWider: false },
};

/** The same in the words of CycloneDX, which has none for two of them: these go into the text. */
export const cyclonedxWord = (justification: Justification): string | null => (withoutWord.has(justification) ? null : justification);
const withoutWord: ReadonlySet<Justification> = new Set(["component_not_present", "code_not_controllable"]);

export const cyclonedxStateOf: Readonly<Record<DecisionStatus, string>> = {
  affected: "exploitable",
  not_affected: "not_affected",
  fixed: "resolved",
  under_investigation: "in_triage",
};

export const csafStatusOf: Readonly<Record<DecisionStatus, string>> = {
  affected: "known_affected",
  not_affected: "known_not_affected",
  fixed: "fixed",
  under_investigation: "under_investigation",
};
