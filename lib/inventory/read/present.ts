import type { ServiceStatus, TeamRef } from "./schemas";

/** A team from its joined columns; null where there is none. */
export function toTeamRef(row: { teamSlug: string | null; teamName: string | null; teamContact: string | null }): TeamRef | null {
  return row.teamSlug === null ? null : { slug: row.teamSlug, name: row.teamName ?? row.teamSlug, contact: row.teamContact };
}

/** ISO 8601 UTC of a time from the driver (Date) or from JSON (text); null stays null. */
export function toIso(time: Date | string | null): string | null {
  return time === null ? null : new Date(time).toISOString();
}

/** The status of one artifact, by its head build. */
export function statusOf(head: { builtAt: Date | null; incomplete: boolean; retiredAt: Date | null }, staleBefore: Date): ServiceStatus {
  if (head.retiredAt !== null) return "retired";
  if (head.builtAt === null) return "no_sbom";
  if (head.incomplete) return "incomplete";
  return head.builtAt < staleBefore ? "stale" : "fresh";
}
