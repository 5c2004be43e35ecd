import type { NotCountingReason } from "@/lib/decisions/schemas";
import type { DecidedState, DecisionResponse, DecisionScope, Justification } from "@/lib/decisions/words";

export const stateWords: Record<DecidedState, string> = {
  undecided: "to decide",
  affected: "affected",
  under_investigation: "being looked into",
  accepted: "risk accepted",
  not_affected: "not affected",
  fixed: "fixed",
};

export const justificationWords: Record<Justification, string> = {
  component_not_present: "The component is not there",
  code_not_present: "The vulnerable code is not there",
  code_not_reachable: "The vulnerable code is never reached",
  code_not_controllable: "An attacker cannot control it",
  requires_configuration: "It needs a configuration that is not used",
  requires_dependency: "It needs a dependency that is not there",
  requires_environment: "It needs another environment",
  protected_by_compiler: "The compiler protects it",
  protected_at_runtime: "It is prevented at run time",
  protected_at_perimeter: "It is stopped before it gets in",
  protected_by_mitigating_control: "Another control mitigates it",
};

export const responseWords: Record<DecisionResponse, string> = {
  can_not_fix: "cannot be fixed",
  will_not_fix: "will not be fixed",
  update: "will be updated",
  rollback: "will be rolled back",
  workaround_available: "has a workaround",
};

export const scopeWords: Record<DecisionScope, string> = {
  artifact: "this artifact only",
  service: "the service",
  team: "all services of the team",
  everywhere: "everywhere",
};

export const notCountingWords: Record<NotCountingReason, string> = {
  waiting: "waits for a second person",
  rejected: "was rejected",
  lapsed: "nobody approved it in time",
  withdrawn: "was withdrawn",
  undone: "was undone",
  expired: "expired",
  other_version: "is about other versions",
  needs_approval: "no second person approved it, which this finding needs",
  wider_scope: "a narrower one counts",
  any_package: "one that names the package counts",
  earlier: "a later one counts",
};
