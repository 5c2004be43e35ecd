import { type CompositionBuilder, rootIndex } from "../composition-builder";
import { isObject, type JsonObject } from "../json";
import type { Completeness } from "../model";

/** Notes what the document's compositions say of it as a whole: those of its subject, and those that are about nothing else. */
export function readCompositions(builder: CompositionBuilder, value: unknown, at: string): void {
  if (value === undefined || value === null) return;
  if (!Array.isArray(value)) {
    builder.sink.add("not_a_list", () => at);
    return;
  }
  for (let i = 0; i < value.length; i += 1) {
    const composition: unknown = value[i];
    if (!isObject(composition)) builder.sink.add("not_an_object", () => `${at}/${i}`);
    else if (isOfWhole(builder, composition)) builder.stateCompleteness(completenessOf(composition.aggregate));
  }
}

const parts = ["assemblies", "dependencies", "vulnerabilities"] as const;

function isOfWhole({ refs }: CompositionBuilder, composition: JsonObject): boolean {
  const named = parts.map((part) => composition[part]).filter((list) => Array.isArray(list) && list.length > 0) as unknown[][];
  return named.length === 0 || named.some((list) => list.some((ref) => typeof ref === "string" && refs.get(ref) === rootIndex));
}

/** CycloneDX 1.7, aggregateType; `not_specified` is no statement. */
function completenessOf(aggregate: unknown): Completeness | null {
  if (aggregate === "complete" || aggregate === "unknown") return aggregate;
  // incomplete, incomplete_first_party_only, ...
  return typeof aggregate === "string" && aggregate.startsWith("incomplete") ? "incomplete" : null;
}
