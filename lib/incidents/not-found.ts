import { WhereinError } from "@/lib/errors";

export function incidentNotFound(id: number): WhereinError {
  return new WhereinError("not_found", `There is no incident ${id}, or there was none at that time.`, { reason: "incident_not_found" });
}

/** What is closed is not asked again and not worked on. */
export function incidentClosed(): WhereinError {
  return new WhereinError("conflict", "The incident is closed. Open it again first.", { reason: "incident_closed" });
}

/** @param what is not as it was seen */
export function changedMeanwhile(what: string, version: number): WhereinError {
  return new WhereinError("conflict", `${what} was changed in the meantime: it has version ${version}. Look at it again.`, { reason: "version_changed" });
}
