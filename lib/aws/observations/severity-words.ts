import type { SeverityWord } from "@/lib/advisories/model";
import type { InspectorSeverity } from "@/lib/aws/model";

/** Inspector's word as the advisories have it. What nobody has triaged is not scored, which is not none. */
export const ourWord: Record<InspectorSeverity, SeverityWord> = {
  critical: "critical",
  high: "high",
  medium: "medium",
  low: "low",
  informational: "none",
  untriaged: "unscored",
};

/** Inspector's words for one of ours. */
export function inspectorWordsOf(word: SeverityWord): string[] {
  return Object.entries(ourWord).flatMap(([theirs, ours]) => (ours === word ? [theirs] : []));
}
