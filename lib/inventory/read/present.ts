import type { ServiceStatus, TeamRef } from "./schemas";

/** A team from its joined columns; null where there is none. */
export function toTeamRef(row: { teamSlug: string | null; teamName: string | null; teamContact: string | null }): TeamRef | null {
  return row.teamSlug === null ? null : { slug: row.teamSlug, name: row.teamName ?? row.teamSlug, contact: row.teamContact };
}

/** ISO 8601 UTC of a time from the driver (Date) or from JSON (text); null stays null. */
export function toIso(time: Date | string | null): string | null {
  return time === null ? null : new Date(time).toISOString();
}

/** The status of one artifact name: of its freshest head. */
export function statusOf(newest: Date | null, staleBefore: Date): ServiceStatus {
  if (newest === null) return "no_sbom";
  return newest < staleBefore ? "stale" : "fresh";
}
