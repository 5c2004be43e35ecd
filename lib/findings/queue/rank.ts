import { type AdvisoryKind, advisoryKinds, type SeverityWord, severityWords } from "@/lib/advisories/model";
import { type exposureWords, tierUnset } from "@/lib/sla/rule";

/** What a rank is made of. `exposure` is the place in `exposureWords`; `tier` null: the service has none; `epss` null: it has no score. */
export type Ranked = { kind: AdvisoryKind; severity: SeverityWord; kev: boolean; epss: number | null; tier: number | null; exposure: number };

/** Raise it with every change of the tables below: stored ranks of an older revision are then made again. */
export const rankRevision = 1;

/** Whatever else is true: malware comes first, then what is known to be exploited. More than any product of weights. */
const malwareRank = 2_000_000;
const kevRank = 1_000_000;

// What nobody has scored lies between medium and high: it is not therefore harmless.
const severityWeights: Record<SeverityWord, number> = { critical: 100, high: 65, medium: 25, low: 8, none: 1, unscored: 30 };

/** By the least EPSS, greatest first. Steps, so that the daily change of scores moves few findings. */
const likelihoods = [
  { from: 0.5, weight: 10 },
  { from: 0.1, weight: 8 },
  { from: 0.01, weight: 6 },
  { from: 0.001, weight: 4 },
  { from: 0, weight: 3 },
] as const;

/** Only CVEs have an EPSS: what has none counts as likelier than most, so that a critical finding does not sink. */
const likelihoodUnknown = 6;

const tierWeights: Readonly<Record<number, number>> = { 1: 10, 2: 8, 3: 6, 4: 4 };

/** By the place of `exposureWords`: not known to run, elsewhere, in production. */
const exposureWeights = [5, 7, 10] as const;

/** The place of a finding in the queue, greater first: 0 to 2,100,000. */
export function rankOf({ kind, severity, kev, epss, tier, exposure }: Ranked): number {
  const product = severityWeights[severity] * likelihoodOf(epss) * tierWeightOf(tier) * (exposureWeights[exposure] ?? exposureWeights[0]);
  return (kind === "malware" ? malwareRank : kev ? kevRank : 0) + product;
}

/** Every rank of a higher step is greater than any of a lower one: malware 2, known to be exploited 1, everything else 0. */
export const stepOfRank = (rank: number) => (rank >= malwareRank ? 2 : rank >= kevRank ? 1 : 0);
/** The step of findings by columns of `open_finding`. */
export const stepOfClass = ({ kind, kev }: { kind: number; kev: boolean }) => (kind === advisoryKinds.indexOf("malware") ? 2 : kev ? 1 : 0);

/** SQL expressions of a finding, with the meanings that columns of `open_finding` have; `epss` may be null in SQL. */
export type RankColumns = { kind: string; severityRank: string; kev: string; epss: string; tier: string; exposure: string };

/** The same as `rankOf`, as SQL of an int. */
export function rankSql({ kind, severityRank, kev, epss, tier, exposure }: RankColumns): string {
  const severities = severityWords.map((word, place) => `when ${severityWords.length - 1 - place} then ${severityWeights[word]}`);
  const steps = likelihoods.map(({ from, weight }) => `when ${epss} >= ${from}::real then ${weight}`);
  const tiers = Object.entries(tierWeights).map(([each, weight]) => `when ${each} then ${weight}`);
  const exposures = exposureWeights.map((weight, place) => `when ${place} then ${weight}`);
  return `(case when ${kind} = ${advisoryKinds.indexOf("malware")} then ${malwareRank} when ${kev} then ${kevRank} else 0 end
    + (case ${severityRank} ${severities.join(" ")} end) * (case when ${epss} is null then ${likelihoodUnknown} ${steps.join(" ")} end)
    * (case coalesce(${tier}, ${tierUnset}) ${tiers.join(" ")} end) * (case ${exposure} ${exposures.join(" ")} end))::int`;
}

/** SQL of whether two scores are of one step: what a change of scores leaves as it is. */
export function sameLikelihoodSql(one: string, other: string): string {
  const step = (epss: string) =>
    `case when ${epss} is null then -1 ${likelihoods.map(({ from }, place) => `when ${epss} >= ${from}::real then ${place}`).join(" ")} end`;
  return `${step(one)} = ${step(other)}`;
}

/** One reason for a rank. `weight` of `of`: how much it adds, and the most that it could. */
export type RankReason = { factor: "malware" | "kev" | "severity" | "epss" | "tier" | "exposure"; words: string; weight: number; of: number };

const exposureReasons = ["not known to run", "runs outside of production", "runs in production"] as const satisfies {
  length: (typeof exposureWords)["length"];
};

/** Why a finding stands where it does, what counts most first. */
export function rankReasons(ranked: Ranked): RankReason[] {
  const { kind, severity, kev, epss, tier, exposure } = ranked;
  const reasons: RankReason[] = [];
  if (kind === "malware") reasons.push({ factor: "malware", words: "malware: before everything else", weight: 1, of: 1 });
  if (kev) reasons.push({ factor: "kev", words: "known to be exploited", weight: 1, of: 1 });
  reasons.push(
    { factor: "severity", words: severity === "unscored" ? "nobody has scored it" : `${severity} severity`, weight: severityWeights[severity], of: 100 },
    { factor: "epss", words: epssInWords(epss), weight: likelihoodOf(epss), of: 10 },
    {
      factor: "tier",
      words: tier === null ? `service without a tier, counted as ${tierUnset}` : `service of tier ${tier}`,
      weight: tierWeightOf(tier),
      of: 10,
    },
    { factor: "exposure", words: exposureReasons[exposure] ?? exposureReasons[0], weight: exposureWeights[exposure] ?? exposureWeights[0], of: 10 },
  );
  return reasons;
}

function epssInWords(epss: number | null): string {
  if (epss === null) return "no EPSS score, counted as 1 % or more";
  const percent = epss * 100;
  return `EPSS ${percent >= 10 ? percent.toFixed(0) : percent >= 1 ? percent.toFixed(1) : percent.toFixed(2)} %`;
}

function likelihoodOf(epss: number | null): number {
  // Stored scores are of single precision, and so are the steps that SQL compares them with.
  return epss === null ? likelihoodUnknown : (likelihoods.find(({ from }) => Math.fround(epss) >= Math.fround(from))?.weight ?? likelihoodUnknown);
}

function tierWeightOf(tier: number | null): number {
  return tierWeights[tier ?? tierUnset] ?? 1;
}
