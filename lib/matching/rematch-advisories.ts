import type { ClientBase } from "pg";
import { systemContext } from "@/lib/auth/system-context";
import { type SettledFindings, selectAlertCandidates, selectAlertCandidatesOfAdvisories, settleAlerts, settleFindings } from "@/lib/findings/record";
import { lockMatching } from "./lock-matching";
import { selectNamedPackages } from "./queries/named-packages";
import { type MatchChanges, writeMatches } from "./queries/write-matches";

/** What became of matches and findings, in rows. */
export type Rematched = Pick<MatchChanges, "added" | "changed" | "removed"> & SettledFindings;

/**
 * Matches advisories that are new, changed or withdrawn with the whole dictionary, on the caller's transaction: writes the matches that differ, opens and
 * closes findings, raises and retracts alerts. Alone among writers of matches from here to the commit; `at` is when Wherein learned of it.
 */
export async function rematchAdvisories(client: ClientBase, { advisoryIds, at }: { advisoryIds: readonly number[]; at: Date }): Promise<Rematched> {
  await lockMatching(client, "exclusive");
  if (advisoryIds.length === 0) return { added: 0, changed: 0, removed: 0, opened: 0, closed: 0 };
  const changes = await writeMatches(client, "advisories", advisoryIds);
  const findings = await settleFindings(client, changes, at);
  const touched = await selectAlertCandidatesOfAdvisories(client, advisoryIds);
  await settleAlerts(client, matchingContext(), touched, { reason: "advisory", at });
  return { ...rowsOf(changes), ...findings };
}

/** Matches everything anew, with the same effects: after the rules changed, and for measurements. */
export async function rematchEverything(client: ClientBase, at = new Date()): Promise<Rematched> {
  await lockMatching(client, "exclusive");
  return settle(client, await writeMatches(client, "everything", []), at);
}

/**
 * Matches package versions that were there before and whose key or advisory identity is another now, with the same effects. Exclusive, since their
 * presences are read after their matches are written.
 */
export async function matchPackageVersions(client: ClientBase, packageVersionIds: readonly number[], at = new Date()): Promise<Rematched> {
  await lockMatching(client, "exclusive");
  return settle(client, await writeMatches(client, "packageVersions", packageVersionIds), at);
}

/**
 * Matches rows that this transaction added to the dictionary. Nothing can hold them before it commits, so there are no findings yet. Both
 * statements are handed over at once: on a pipelined connection they travel with the commit.
 */
export async function matchNewPackageVersions(client: ClientBase, packageVersionIds: readonly number[]): Promise<void> {
  await Promise.all([lockMatching(client, "shared"), writeMatches(client, "packageVersions", packageVersionIds)]);
}

/**
 * Of the packages (as advisories know them) of which this transaction adds versions, those that have to be matched: most of an inventory's are in no advisory.
 * Behind the rows that it adds; holds matching still, so that what the others lack they lack until it commits.
 */
export async function packagesToMatch(client: ClientBase, packageIds: readonly number[]): Promise<Set<number>> {
  const [, named] = await Promise.all([lockMatching(client, "shared"), selectNamedPackages(client, packageIds)]);
  return named;
}

async function settle(client: ClientBase, changes: MatchChanges, at: Date): Promise<Rematched> {
  const findings = await settleFindings(client, changes, at);
  const { gained, lost } = changes;
  const touched = [...new Set([...gained.vulnerabilityIds, ...lost.vulnerabilityIds])];
  if (touched.length > 0) await settleAlerts(client, matchingContext(), await selectAlertCandidates(client, touched), { reason: "advisory", at });
  return { ...rowsOf(changes), ...findings };
}

function rowsOf({ added, changed, removed }: MatchChanges) {
  return { added, changed, removed };
}

/** Who is in the audit row: no person asked for it. */
function matchingContext() {
  return systemContext("advisories");
}
