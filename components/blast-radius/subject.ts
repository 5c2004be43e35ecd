import { plural } from "@/components/ui/number-format";
import type { BlastRadius } from "@/lib/blast-radius/schemas";
import { labelOf, parseQuestion } from "@/lib/query";

/** What is asked for, inside of a sentence: `log4j-core < 2.17.1`, `any of 798 indicators`, `any of 798 indicators or left-pad`. */
export function subjectOf({ list, question }: Pick<BlastRadius, "list" | "question">): string {
  if (list === null) return question.label;
  const { terms } = parseQuestion(question.text);
  const indicators = list.indicators === 1 ? "the one indicator of the list" : `any of ${plural(list.indicators, "indicator")}`;
  return terms.length === 0 ? indicators : `${indicators} or ${labelOf({ terms })}`;
}
