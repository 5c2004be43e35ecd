import { WhereinError } from "@/lib/errors";

export function alertNotFound(id: string): WhereinError {
  return new WhereinError("not_found", `There is no alert with the id "${id}".`, { reason: "alert_not_found" });
}
