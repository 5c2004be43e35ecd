import type { CanonicalPurl } from "@/lib/purl";
import { readHash } from "./hashes";
import type { ComponentDetails, PackageIdentity } from "./model";
import { sourceOfQualifiers } from "./source-package";

const distroEcosystems: ReadonlySet<string> = new Set(["deb", "rpm", "apk"]);

/** True for the packages of distros that Wherein knows releases of. */
export function isDistroPackage(identity: PackageIdentity): boolean {
  return distroEcosystems.has(identity.ecosystem);
}

/**
 * Adds what identity and purl say of a distro package: its distro and epoch, and its source package unless the generator's own
 * fields gave one.
 */
export function addDistroDetails(details: ComponentDetails, identity: PackageIdentity, purl: CanonicalPurl | null): void {
  if (!isDistroPackage(identity)) return;
  details.distro ??= identity.release || null;
  const epoch = /^([1-9]\d{0,8}):/.exec(identity.version)?.[1];
  if (epoch !== undefined) details.epoch ??= Number(epoch);
  if (purl !== null) details.sourcePackage ??= sourceOfQualifiers(purl.qualifiers, identity.version || null);
}

/** Adds what other qualifiers say of any package: where it came from, and hashes of the archive (`checksum=sha256:...,sha1:...`). */
export function addQualifiers(details: ComponentDetails, purl: CanonicalPurl | null): void {
  if (purl === null) return;
  const { download_url, vcs_url, checksum } = purl.qualifiers;
  details.downloadUrl ??= download_url ?? null;
  details.repositoryUrl ??= vcs_url ?? null;
  for (const part of checksum?.split(",") ?? []) {
    const colon = part.indexOf(":");
    const hash = readHash(part.slice(0, Math.max(colon, 0)), part.slice(colon + 1));
    if (hash !== null) details.distributionHashes.push(hash);
  }
}
