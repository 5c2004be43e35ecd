import { WhereinError } from "@/lib/errors";

export function vexNotFound(id: string): WhereinError {
  return new WhereinError("not_found", `No VEX document has the id ${id}.`, { reason: "vex_document_not_found" });
}
