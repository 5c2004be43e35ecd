import type { Pool } from "pg";
import { advisoryIdentity } from "@/lib/advisories/identity";
import { bumpEdition } from "@/lib/db/editions";
import { inTransaction } from "@/lib/db/transaction";
import { lockMatching, matchPackageVersions } from "@/lib/matching";
import type { Component, PackageIdentity } from "@/lib/sbom/model";
import { storedKey } from "@/lib/versions";
import { selectUnnamed, updateAdvisoryNames } from "./queries/advisory-names";

/** What advisories call a package version, as its row keeps it. */
export type AdvisoryName = { packageId: number; version: string; release: string; key: Buffer | null };

/** A name for a row that was there before. `without`: what it may have been called by a document that named no source package. */
export type NameForRow = AdvisoryName & { packageVersionId: number; without: string | null };

/** What advisories call the component, where that is something else than its own name; null at once for most ecosystems. */
export function advisoryIdentityOf(component: PackageIdentity & Pick<Component, "source">): PackageIdentity | null {
  return advisoryIdentity(component, component.source ?? null);
}

/** The row's form of it. */
export function toAdvisoryName({ ecosystem, version, release }: PackageIdentity, packageId: number): AdvisoryName {
  return { packageId, version, release, key: storedKey(ecosystem, version) };
}

/** The name that advisories have for the component as a document without its source package gives it. */
export function nameWithoutSource(component: Component): string | null {
  return component.source === undefined ? null : (advisoryIdentity(component, null)?.name ?? null);
}

/**
 * Gives rows from before source packages were read, or from a document that named none, the name by which advisories know them, and
 * matches them again. Most have it: then this is one read.
 */
export async function nameForAdvisories(pool: Pool, names: readonly NameForRow[]): Promise<void> {
  if (names.length === 0) return;
  const unnamed = new Set(await selectUnnamed(pool, names));
  const wanted = names.filter(({ packageVersionId }) => unnamed.has(packageVersionId));
  if (wanted.length === 0) return;
  await inTransaction(async (client) => {
    // Before the rows: whoever changes rows of the dictionary does it alone, so that no two wait for each other's.
    await lockMatching(client, "exclusive");
    const named = await updateAdvisoryNames(client, wanted);
    if (named.length > 0) await bumpEdition(client, "dictionary_edition");
    await matchPackageVersions(client, named);
  }, pool);
}
