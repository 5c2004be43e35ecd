import { advisoryKinds, severityWords } from "@/lib/advisories/model";
import { type ExposureWord, exposureWords, type SlaRule, slaHoursOf, tierUnset } from "@/lib/sla";
import { classes, classOf } from "../history";
import type { AskRemediation } from "../schemas";

const malware = advisoryKinds.indexOf("malware");
const worst = severityWords.length - 1;

/** Places in `figureSeverities`, by class: malware whatever its severity. */
export const severityOfClass = Uint8Array.from({ length: classes }, (_, code) => {
  const { kind, severityRank } = classOf(code);
  return kind === malware ? 0 : 1 + worst - severityRank;
});

/** Which classes are asked about: as the filters of findings have it, no severity means malware. */
export function wantedClasses({ kind, severity }: Pick<AskRemediation, "kind" | "severity">): Uint8Array {
  return Uint8Array.from({ length: classes }, (_, code) => {
    const of = classOf(code);
    const ofKind = kind === undefined || kind.some((word) => word === advisoryKinds[of.kind]);
    const ofSeverity = severity === undefined || (of.kind !== malware && severity.some((word) => severityWords.indexOf(word) === worst - of.severityRank));
    return ofKind && ofSeverity ? 1 : 0;
  });
}

/** What an artifact adds to each of its findings. `tier` null: its service has none. */
export type Place = { tier: number | null; exposure: ExposureWord };

/** The same in a number, another for each place. */
export const placeNumber = ({ tier, exposure }: Place) => (tier ?? 0) * exposureWords.length + exposureWords.indexOf(exposure);

/** By class, in minutes: how long findings of this place may stay open; -1: as long as they like. And how much they weigh, greater first. */
export type PlaceTables = { allowed: Int32Array; weights: Int32Array };

/** The tables of every place, made once for an answer. */
export function placeTables(rules: readonly SlaRule[]): (place: Place) => PlaceTables {
  const known = new Map<number, PlaceTables>();
  return (place) => {
    const key = placeNumber(place);
    const tables = known.get(key) ?? tablesOf(rules, place);
    known.set(key, tables);
    return tables;
  };
}

function tablesOf(rules: readonly SlaRule[], place: Place): PlaceTables {
  const allowed = new Int32Array(classes).fill(-1);
  const weights = new Int32Array(classes);
  for (let code = 0; code < classes; code++) {
    const { kind, severityRank, kev } = classOf(code);
    const hours = slaHoursOf(rules, { kind: advisoryKinds[kind] ?? "notice", severity: severityWords[worst - severityRank] ?? "unscored", kev, ...place });
    if (hours !== null) allowed[code] = hours * 60;
    weights[code] = weightOf([kind === malware ? 1 : 0, kev ? 1 : 0, severityRank, exposureWords.indexOf(place.exposure), 4 - (place.tier ?? tierUnset)]);
  }
  return { allowed, weights };
}

/** Malware, then what is exploited, then severity, then production before elsewhere, then the tier. */
const weightOf = (parts: readonly number[]) => parts.reduce((sum, part) => sum * 8 + part, 0);
