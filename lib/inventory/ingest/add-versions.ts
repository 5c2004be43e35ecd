import type { Pool, PoolClient } from "pg";
import { inPipelinedTransaction } from "@/lib/db/transaction";
import { matchNewPackageVersions, packagesToMatch } from "@/lib/matching";
import type { VersionOfPackage } from "./queries/dictionary";
import { insertMissingPackageVersions, insertPackageVersions } from "./queries/new-versions";

/** PostgreSQL: unique_violation. */
const uniqueViolation = "23505";

type Insert = (on: PoolClient, versions: readonly VersionOfPackage[]) => Promise<(number | null)[]>;

/**
 * Adds package versions that the dictionary was seen to lack, and matches them in the same transaction, so that none is ever seen without
 * its matches. Their ids in the order given, null for those that another writer added meanwhile.
 */
export async function addVersions(pool: Pool, versions: readonly VersionOfPackage[]): Promise<(number | null)[]> {
  try {
    return await insertAndMatch(pool, versions, insertMissingPackageVersions);
  } catch (error) {
    if ((error as { code?: unknown }).code !== uniqueViolation) throw error;
    return await insertAndMatch(pool, versions, insertPackageVersions);
  }
}

async function insertAndMatch(pool: Pool, versions: readonly VersionOfPackage[], insert: Insert): Promise<(number | null)[]> {
  // The package by which advisories know each.
  const known = versions.map(({ packageId, advisory }) => advisory?.packageId ?? packageId);
  return inPipelinedTransaction(async (client, send) => {
    const [ids, toMatch] = await Promise.all([insert(client, versions), packagesToMatch(client, known)]);
    const wanted = ids.filter((id, i): id is number => id !== null && toMatch.has(known[i] ?? 0));
    if (wanted.length > 0) send(matchNewPackageVersions(client, wanted));
    return ids;
  }, pool);
}
