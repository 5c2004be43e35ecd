import * as calculator from "ae-cvss-calculator";
import type { SeverityWord } from "@/lib/advisories/model";

// A CommonJS module: bundlers give its exports by name, Node.js itself only as the default.
const { fromVector } = "fromVector" in calculator ? calculator : (calculator as unknown as { default: typeof import("ae-cvss-calculator") }).default;

type CvssType = "CVSS_V2" | "CVSS_V3" | "CVSS_V4";
type Scored = { score: number | null; word: SeverityWord };

const unscored: Scored = { score: null, word: "unscored" };
const prefixes: Record<CvssType, RegExp> = { CVSS_V2: /^(?:AV|AC|Au):/, CVSS_V3: /^CVSS:3\.[01]\//, CVSS_V4: /^CVSS:4\.0\// };
const kept = new Map<string, Scored>();
const keptMax = 20_000;

/**
 * Score, 0 to 10, and word of a CVSS vector, with the threat and environment it states; null and `unscored` when it is no complete vector of
 * its type. Bands: CVSS 3.1 and 4.0, "Qualitative Severity Rating Scale"; for version 2 the NVD's.
 */
export function scoreOf(type: CvssType, vector: string): Scored {
  if (vector.length > 500 || !prefixes[type].test(vector)) return unscored;
  let scored = kept.get(vector);
  if (scored === undefined) {
    scored = calculate(type, vector);
    if (kept.size >= keptMax) kept.clear();
    kept.set(vector, scored);
  }
  return scored;
}

function calculate(type: CvssType, vector: string): Scored {
  try {
    const read = fromVector(vector);
    if (read === null || !read.isBaseFullyDefined()) return unscored;
    const score = read.calculateScores().overall;
    return Number.isFinite(score) ? { score, word: bandOf(type, score) } : unscored;
  } catch {
    return unscored;
  }
}

/** The word for a score, 0 to 10. */
export function bandOf(type: CvssType, score: number): SeverityWord {
  if (type === "CVSS_V2") return score < 4 ? "low" : score < 7 ? "medium" : "high";
  return score === 0 ? "none" : score < 4 ? "low" : score < 7 ? "medium" : score < 9 ? "high" : "critical";
}
