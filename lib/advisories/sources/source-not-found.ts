import { WhereinError } from "@/lib/errors";

export function sourceNotFound(id: number): WhereinError {
  return new WhereinError("not_found", `There is no source with the id ${id}.`, { reason: "source_not_found" });
}
