import { WhereinError } from "@/lib/errors";

export function decisionNotFound(id: string): WhereinError {
  return new WhereinError("not_found", `There is no decision with the id ${id}.`, { reason: "decision_not_found" });
}
