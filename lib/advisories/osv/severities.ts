import { Cvss2, Cvss3P0, Cvss3P1, Cvss4P0 } from "ae-cvss-calculator";
import type { Severity, SeverityWord } from "../model";
import { severitiesMax } from "./limits";
import type { OsvRecord, OsvSeverity } from "./record";

const cacheMax = 20_000;
const scores = new Map<string, number | null>();

/** GitHub says MODERATE, Red Hat and SUSE IMPORTANT, Ubuntu NEGLIGIBLE. */
const words: Record<string, SeverityWord> = {
  critical: "critical",
  high: "high",
  important: "high",
  moderate: "medium",
  medium: "medium",
  low: "low",
  minor: "low",
  negligible: "low",
  none: "none",
};

/** Every severity that the record gives, for itself and for its packages, without repetitions: CVSS with score, and bare words. */
export function severitiesOf(record: OsvRecord): Severity[] {
  const found = new Map<string, Severity>();
  const add = (severity: Severity | null) => {
    if (severity !== null && found.size < severitiesMax) found.set(`${severity.type} ${severity.vector ?? severity.word}`, severity);
  };
  for (const each of record.severity ?? []) add(readSeverity(record.id, each));
  add(ofWord(record.id, record.database_specific?.severity));
  for (const entry of record.affected ?? []) {
    for (const each of entry.severity ?? []) add(readSeverity(record.id, each));
    add(ofWord(record.id, entry.ecosystem_specific?.severity));
    add(ofWord(record.id, entry.database_specific?.severity));
  }
  return [...found.values()];
}

function readSeverity(source: string, { type, score: vector }: OsvSeverity): Severity | null {
  if (type !== "CVSS_V2" && type !== "CVSS_V3" && type !== "CVSS_V4") return ofWord(source, vector);
  const score = scoreOf(type, vector);
  return { source, type, vector: vector.slice(0, 500), score, word: score === null ? "unscored" : wordOf(type, score) };
}

function ofWord(source: string, text: unknown): Severity | null {
  const word = typeof text === "string" ? words[text.toLowerCase()] : undefined;
  return word === undefined ? null : { source, type: "word", vector: null, score: null, word };
}

/** CVSS's own bands; version 2 has no "critical" and no "none". */
function wordOf(type: "CVSS_V2" | "CVSS_V3" | "CVSS_V4", score: number): SeverityWord {
  if (type === "CVSS_V2") return score >= 7 ? "high" : score >= 4 ? "medium" : "low";
  return score >= 9 ? "critical" : score >= 7 ? "high" : score >= 4 ? "medium" : score > 0 ? "low" : "none";
}

function scoreOf(type: "CVSS_V2" | "CVSS_V3" | "CVSS_V4", vector: string): number | null {
  const known = scores.get(vector);
  if (known !== undefined) return known;
  const score = computeScore(type, vector);
  if (scores.size >= cacheMax) scores.clear();
  scores.set(vector, score);
  return score;
}

/** The base score of a well-formed vector of the version that is said; null for any other text. */
function computeScore(type: "CVSS_V2" | "CVSS_V3" | "CVSS_V4", vector: string): number | null {
  try {
    const { overall } = calculatorOf(type, vector).calculateScores();
    return typeof overall === "number" && Number.isFinite(overall) && overall >= 0 && overall <= 10 ? overall : null;
  } catch {
    return null;
  }
}

function calculatorOf(type: "CVSS_V2" | "CVSS_V3" | "CVSS_V4", vector: string) {
  if (type === "CVSS_V2") return new Cvss2(vector);
  if (type === "CVSS_V4") return new Cvss4P0(vector);
  return vector.startsWith("CVSS:3.0/") ? new Cvss3P0(vector) : new Cvss3P1(vector);
}
