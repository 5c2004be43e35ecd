import type { AdvisoryKind, SeverityWord } from "@/lib/advisories/model";
import { type ExposureWord, type SlaRule, tierUnset } from "./rule";

/** All that a policy knows of a finding. `tier` null: the service has none. */
export type FindingClass = { kind: AdvisoryKind; severity: SeverityWord; kev: boolean; tier: number | null; exposure: ExposureWord };

/** How many hours a finding may stay open by the first rule that fits; null: it has no due date. Says the same as `slaHoursSql`. */
export function slaHoursOf(rules: readonly SlaRule[], finding: FindingClass): number | null {
  return ruleOf(rules, finding)?.hours ?? null;
}

/** The rule that counts for a finding, or null. */
export function ruleOf(rules: readonly SlaRule[], finding: FindingClass): SlaRule | null {
  return rules.find((rule) => fits(rule, finding)) ?? null;
}

function fits({ kinds, severities, kev, tiers, exposures }: SlaRule, finding: FindingClass): boolean {
  return (
    (kinds === null || kinds.includes(finding.kind)) &&
    (severities === null || (finding.kind !== "malware" && severities.includes(finding.severity))) &&
    (kev === null || kev === finding.kev) &&
    (tiers === null || tiers.includes(finding.tier ?? tierUnset)) &&
    (exposures === null || exposures.includes(finding.exposure))
  );
}
