import type { ClientBase } from "pg";
import type { PreparedFinding } from "./prepare-findings";
import type { StoredFinding } from "./queries/findings";
import { type Place, selectFirstListings } from "./queries/listings";
import type { SortedFindings } from "./sort-findings";
import { decidesFrom } from "./version-of";

/** Since when complete listings lack each of these findings, as it is to be stored; those that are not in it are in the last one, or newer than all. */
export type UnlistedSince = ReadonlyMap<PreparedFinding, number>;

/**
 * Listings decide of what comes after them as well. One that is not stored was in none; one that is stored as unlisted was in none since then. Who lists it
 * now (`api`) says that it was there at `at`, so that only what began later counts.
 */
export async function unlistedSince(
  client: ClientBase,
  { added, changed, relisted }: SortedFindings,
  { source, at }: { source: string; at: Date },
): Promise<UnlistedSince> {
  const asked = [...added.map((said) => ({ said, stored: null })), ...[...changed, ...relisted].filter(({ stored }) => stored.unlistedMs !== null)];
  const heardMs = source === "api" ? at.getTime() : null;
  const firsts = await selectFirstListings(
    client,
    asked.map(({ said, stored }) => placeOf(said, stored, heardMs)),
  );
  const since = new Map<PreparedFinding, number>();
  asked.forEach(({ said, stored }, i) => {
    const first = firsts[i] ?? null;
    if (first !== null) since.set(said, Math.max(first, stored?.unlistedMs ?? first));
  });
  return since;
}

function placeOf({ finding: { resource }, updatedMs }: PreparedFinding, stored: StoredFinding | null, heardMs: number | null): Place {
  const decidesMs = decidesFrom(Math.max(updatedMs, stored?.updatedMs ?? updatedMs));
  return { account: resource.account, region: resource.region, fromMs: heardMs === null ? decidesMs : Math.max(decidesMs, heardMs) };
}
