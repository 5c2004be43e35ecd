import type { ClientBase } from "pg";
import type { ResolvedComponents } from "./dictionary";
import type { WantedVersion } from "./queries/bulk-dictionary";
import { copyHashes, copyPackages, copyVersions, selectPackagesAsTheyAre, takeIds } from "./queries/copy-new-versions";

/** What became of components that were sorted by package: `known` are the places of those whose package was there, which have no ids yet. */
export type AddedPackages = { ids: ResolvedComponents; known: number[] };

/**
 * Adds the components whose package the dictionary does not have: all of them is new, so that nothing has to be looked for and COPY takes it, at half
 * the cost. No advisory names such a package, so that its versions need not be matched: one that comes later finds them. Null, and nothing is
 * written, where other packages may have to be written in the same order: those that only advisories name, or names of theirs.
 */
export async function addNewPackages(client: ClientBase, wanted: readonly WantedVersion[]): Promise<AddedPackages | null> {
  if (wanted.some(({ advisory, hash }) => advisory !== null || hash?.several)) return null;
  const { packages, packageOf } = distinctPackages(wanted);
  const packageIds = await selectPackagesAsTheyAre(client, packages);
  if (packageIds.some((id) => id < 0)) return null;
  const isNew = Uint8Array.from(packageIds, (id) => (id === 0 ? 1 : 0));
  const missing = packages.filter((_, i) => isNew[i] === 1);
  if (missing.length > 0) {
    const added = await takeIds(client, "package", missing.length);
    await copyPackages(client, missing, added);
    let next = 0;
    for (let i = 0; i < packageIds.length; i++) if (isNew[i] === 1) packageIds[i] = added[next++] ?? 0;
  }
  const ids: ResolvedComponents = {
    packageVersionIds: new Int32Array(wanted.length),
    packageIds: Int32Array.from(packageOf, (i) => packageIds[i] ?? 0),
    hashIds: new Int32Array(wanted.length),
  };
  const places: number[] = [];
  const known: number[] = [];
  packageOf.forEach((i, place) => void (isNew[i] === 1 ? places : known).push(place));
  await addVersions(client, wanted, places, ids);
  await addHashes(client, wanted, places, ids);
  return { ids, known };
}

/** The packages in their order, and which of them each component is of. */
function distinctPackages(wanted: readonly WantedVersion[]) {
  const packages: WantedVersion[] = [];
  const packageOf = new Int32Array(wanted.length);
  wanted.forEach((each, place) => {
    const last = packages[packages.length - 1];
    if (last?.name !== each.name || last.ecosystem !== each.ecosystem) packages.push(each);
    packageOf[place] = packages.length - 1;
  });
  return { packages, packageOf };
}

async function addVersions(client: ClientBase, wanted: readonly WantedVersion[], places: readonly number[], ids: ResolvedComponents): Promise<void> {
  if (places.length === 0) return;
  const versions = places.map((place) => {
    const { version, release, versionKey } = wanted[place] as WantedVersion;
    return { packageId: ids.packageIds[place] ?? 0, version, release, versionKey };
  });
  const added = await takeIds(client, "package_version", versions.length);
  await copyVersions(client, versions, added);
  places.forEach((place, i) => {
    ids.packageVersionIds[place] = added[i] ?? 0;
  });
}

async function addHashes(client: ClientBase, wanted: readonly WantedVersion[], places: readonly number[], ids: ResolvedComponents): Promise<void> {
  const hashes = places.flatMap((place) => {
    const sha256 = wanted[place]?.hash?.sha256;
    return sha256 === undefined ? [] : [{ place, sha256, packageVersionId: ids.packageVersionIds[place] ?? 0 }];
  });
  if (hashes.length === 0) return;
  hashes.sort((a, b) => a.sha256.compare(b.sha256));
  const added = await takeIds(client, "package_version_hash", hashes.length);
  await copyHashes(client, hashes, added);
  hashes.forEach(({ place }, i) => {
    ids.hashIds[place] = added[i] ?? 0;
  });
}
