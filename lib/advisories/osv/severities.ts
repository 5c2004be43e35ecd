import type { Severity, SeverityWord, SkippedPart } from "@/lib/advisories/model";
import { scoreOf } from "./cvss-score";
import { severitiesMax } from "./limits";
import type { OsvRecord, OsvSeverity } from "./record";

// GitHub, Ubuntu, Red Hat, Bitnami and OSS-Fuzz have words of their own for the five steps.
const words: ReadonlyMap<string, SeverityWord> = new Map([
  ["critical", "critical"],
  ["high", "high"],
  ["important", "high"],
  ["medium", "medium"],
  ["moderate", "medium"],
  ["low", "low"],
  ["negligible", "low"],
  ["minor", "low"],
  ["none", "none"],
]);

/** Every severity that a record gives, above and per package, once each: vectors with their scores, and words. */
export function severitiesOf(record: OsvRecord, skip: (part: SkippedPart) => void): Severity[] {
  const found: Severity[] = [];
  const add = (severity: Severity | null) => {
    if (severity === null || found.length >= severitiesMax) return;
    if (!found.some((other) => other.type === severity.type && other.vector === severity.vector && other.word === severity.word)) found.push(severity);
  };
  const addAll = (severities: OsvSeverity[] | null | undefined, pointer: string) => {
    if (severities === null || severities === undefined) return;
    for (let i = 0; i < severities.length; i++) {
      const { type, score } = severities[i] as OsvSeverity;
      const severity = readSeverity(record.id, type, score);
      if (severity === null) skip({ code: "severity_unknown", pointer: `${pointer}/${i}`, detail: "The severity's type or word is not known." });
      else if (severity.type !== "word" && severity.score === null) {
        skip({ code: "vector_unreadable", pointer: `${pointer}/${i}/score`, detail: "The vector gives no score." });
      }
      add(severity);
    }
  };
  addAll(record.severity, "/severity");
  const affected = record.affected ?? [];
  for (let i = 0; i < affected.length; i++) {
    const entry = affected[i];
    if (entry?.severity) addAll(entry.severity, `/affected/${i}/severity`);
    if (entry?.ecosystem_specific !== undefined) add(readWord(record.id, entry.ecosystem_specific.severity));
  }
  if (record.database_specific !== undefined) add(readWord(record.id, record.database_specific.severity));
  return found;
}

function readSeverity(source: string, type: string, score: string): Severity | null {
  if (type === "CVSS_V2" || type === "CVSS_V3" || type === "CVSS_V4") return { source, type, vector: score.slice(0, 500), ...scoreOf(type, score) };
  return type === "Ubuntu" ? readWord(source, score) : null;
}

/** A word such as GitHub's MODERATE, any case; null for what is none (Unknown, Unspecified). */
export function readWord(source: string, text: unknown): Severity | null {
  const word = typeof text === "string" ? words.get(text.toLowerCase()) : undefined;
  return word === undefined ? null : { source, type: "word", vector: null, score: null, word };
}
