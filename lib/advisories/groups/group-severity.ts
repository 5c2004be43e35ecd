import { type Severity, type SeverityWord, severityWords } from "@/lib/advisories/model";

const unscored: Omit<Severity, "type"> = { source: "", word: "unscored", score: null, vector: null };

/** 5 for critical to 0 for unscored. */
export function severityRank(word: SeverityWord): number {
  return severityWords.length - 1 - severityWords.indexOf(word);
}

const classOf = { CVSS_V4: 3, CVSS_V3: 2, CVSS_V2: 1, word: 0 } as const;

/**
 * The severity of a group: scores come before words, the newest CVSS before older ones, and among equals the highest (then the lowest
 * source, so that the order of arrival does not matter). What each source says stays with its advisory, so that disagreement can be shown.
 */
export function chooseSeverity(severities: readonly Severity[]): Omit<Severity, "type"> {
  let chosen: Severity | null = null;
  for (const severity of severities) {
    if (severity.word === "unscored") continue;
    if (chosen === null || compare(severity, chosen) > 0) chosen = severity;
  }
  return chosen ?? unscored;
}

function compare(a: Severity, b: Severity): number {
  return (
    classIn(a) - classIn(b) ||
    (a.score ?? -1) - (b.score ?? -1) ||
    severityRank(a.word) - severityRank(b.word) ||
    (a.source < b.source ? 1 : a.source > b.source ? -1 : 0)
  );
}

/** A vector that gave no score is worth its word. */
function classIn({ type, score }: Severity): number {
  return score === null ? 0 : classOf[type];
}
