import type { CanonicalPurl } from "@/lib/purl";
import type { ComponentDetails, PackageIdentity } from "./model";
import { sourceOfQualifiers } from "./source-package";

const distroEcosystems: ReadonlySet<string> = new Set(["deb", "rpm", "apk"]);

/** True for the packages of distros that Wherein knows releases of. */
export function isDistroPackage(identity: PackageIdentity): boolean {
  return distroEcosystems.has(identity.ecosystem);
}

/**
 * Adds what identity and purl say of a distro package: its distro and epoch, and its source package unless the generator's own
 * fields gave one. The file name of a source RPM lacks the epoch: where its version is the binary's, so is its epoch.
 */
export function addDistroDetails(details: ComponentDetails, identity: PackageIdentity, purl: CanonicalPurl | null): void {
  if (!isDistroPackage(identity)) return;
  details.distro ??= identity.release || null;
  const parts = /^([1-9]\d{0,8}):(.*)$/s.exec(identity.version);
  if (parts !== null) details.epoch ??= Number(parts[1]);
  if (purl !== null) details.sourcePackage ??= sourceOfQualifiers(purl.qualifiers, identity.version || null);
  const source = details.sourcePackage;
  if (identity.ecosystem === "rpm" && source !== null && parts !== null && source.version === parts[2])
    details.sourcePackage = { ...source, version: identity.version };
}
