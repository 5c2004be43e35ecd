import type { OwnerContacts, ServiceStatus, TeamRef } from "./schemas";

export type OwnerRow = { teamSlug: string | null; teamName: string | null; teamContact: string | null; teamContacts?: OwnerContacts | null };

/** A team from its joined columns, with its contacts where they were read; null where there is none. */
export function toTeamRef({ teamSlug, teamName, teamContact, teamContacts }: OwnerRow): TeamRef | null {
  if (teamSlug === null) return null;
  return { slug: teamSlug, name: teamName ?? teamSlug, contact: teamContact, ...(teamContacts && { contacts: teamContacts }) };
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
