import { isList, isObject } from "./check-values";
import { OsvRefusal } from "./refusal";

/** Refuses severities that are not a list of type and score. What a score says is judged when it is read. */
export function checkSeverities(severities: unknown, pointer: string): void {
  if (severities === undefined || severities === null) return;
  if (!isList(severities)) throw new OsvRefusal("wrong_type", pointer, "severity is not a list.");
  for (let i = 0; i < severities.length; i++) {
    const severity = severities[i];
    if (!isObject(severity) || typeof severity.type !== "string" || typeof severity.score !== "string") {
      throw new OsvRefusal("wrong_type", `${pointer}/${i}`, "A severity has no type or no score.");
    }
  }
}
