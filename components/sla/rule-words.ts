import type { AdvisoryKind, SeverityWord } from "@/lib/advisories/model";
import type { ExposureWord, SlaRule } from "@/lib/sla/rule";

export const exposureNames: Record<ExposureWord, string> = { production: "in production", other: "in other environments", none: "not known to run" };
export const kindNames: Record<AdvisoryKind, string> = {
  malware: "malware",
  vulnerability: "vulnerability",
  unmaintained: "unmaintained",
  unsound: "unsound",
  notice: "notice",
};
export const severityNames: Record<SeverityWord, string> = {
  critical: "critical",
  high: "high",
  medium: "medium",
  low: "low",
  none: "none",
  unscored: "unscored",
};

/** What a rule means, a part for each thing that it asks; everything where it asks nothing. */
export function partsOfRule({ kinds, severities, kev, tiers, exposures }: Omit<SlaRule, "hours">): string[] {
  const parts = [
    kinds && listed(kinds.map((kind) => kindNames[kind])),
    severities && listed(severities.map((severity) => severityNames[severity])),
    kev === null ? null : kev ? "known to be exploited" : "not known to be exploited",
    tiers && `tier ${listed(tiers.map(String))}`,
    exposures && listed(exposures.map((exposure) => exposureNames[exposure])),
  ].filter((part) => part !== null);
  return parts.length === 0 ? ["every other finding"] : parts;
}

/** The same as a sentence's beginning. */
export function ruleText(rule: Omit<SlaRule, "hours">): string {
  const text = partsOfRule(rule).join(", ");
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** `3 days`, `36 hours`; null: `no due date`. */
export function hoursText(hours: number | null): string {
  if (hours === null) return "no due date";
  const [value, unit] = hours % 24 === 0 ? [hours / 24, "day"] : [hours, "hour"];
  return `${value} ${unit}${value === 1 ? "" : "s"}`;
}

function listed(words: readonly string[]): string {
  return words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} or ${words.at(-1)}`;
}
