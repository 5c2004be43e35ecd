import { advisoryKinds, severityWords } from "@/lib/advisories/model";
import { exposureWords, type SlaRule, tierUnset } from "../rule";

/** SQL expressions of a finding with the meanings that columns of `open_finding` have. `tier` may be null in SQL. */
export type SlaColumns = { kind: string; severityRank: string; kev: string; tier: string; exposure: string };

/**
 * SQL of the hours that a finding may stay open: int, or null without a due date. Says the same as `slaHoursOf`. Holds only numbers, by place in closed
 * lists, so that rules bring no text into the statement.
 */
export function slaHoursSql(rules: readonly SlaRule[], columns: SlaColumns): string {
  const cases = rules.map((rule) => `when ${conditionOf(rule, columns)} then ${rule.hours === null ? "null" : whole(rule.hours)}`);
  return cases.length === 0 ? "null::int" : `(case ${cases.join(" ")} end)::int`;
}

function conditionOf({ kinds, severities, kev, tiers, exposures }: SlaRule, columns: SlaColumns): string {
  const parts = [
    kinds && isOneOf(columns.kind, placesIn(advisoryKinds, kinds)),
    severities && `${columns.kind} <> ${advisoryKinds.indexOf("malware")}`,
    severities &&
      isOneOf(
        columns.severityRank,
        placesIn(severityWords, severities).map((place) => severityWords.length - 1 - place),
      ),
    kev === null ? null : `${kev ? "" : "not "}(${columns.kev})`,
    tiers && isOneOf(`coalesce(${columns.tier}, ${tierUnset})`, tiers),
    exposures && isOneOf(columns.exposure, placesIn(exposureWords, exposures)),
  ];
  return parts.filter((part) => part !== null).join(" and ") || "true";
}

function placesIn<Word extends string>(words: readonly Word[], given: readonly Word[]): number[] {
  return given.map((word) => words.indexOf(word));
}

function isOneOf(expression: string, values: readonly number[]): string {
  return `${expression} in (${values.map(whole).join(", ")})`;
}

function whole(value: number): string {
  if (!Number.isSafeInteger(value)) throw new TypeError(`${value} is not a whole number`);
  return String(value);
}
