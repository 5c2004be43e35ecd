import type { PackageIdentity } from "@/lib/sbom/model";
import { formatPurl, type Purl } from "./purl";

/** The canonical purl of a stored package version, or null for a component that had no usable purl. */
export function purlOf(identity: PackageIdentity): string | null {
  return identity.ecosystem === "unidentified" ? null : formatPurl(purlParts(identity));
}

/** The parts of an identity's purl, with no qualifiers but those that are part of the identity. */
export function purlParts({ ecosystem, name, version, release }: PackageIdentity): Purl & { qualifiers: Record<string, string> } {
  const cut = ecosystem === "maven" ? name.lastIndexOf(":") : name.lastIndexOf("/");
  const qualifiers: Record<string, string> = {};
  let shown = version;
  if (release !== "") qualifiers.distro = release;
  if (ecosystem === "rpm") {
    // The rpm type keeps the epoch out of the version.
    const epoch = /^(\d+):(.+)$/.exec(version);
    if (epoch?.[1] && epoch[2]) {
      qualifiers.epoch = epoch[1];
      shown = epoch[2];
    }
  }
  return {
    type: ecosystem,
    namespace: cut < 0 ? null : name.slice(0, cut),
    name: cut < 0 ? name : name.slice(cut + 1),
    version: shown || null,
    qualifiers,
    subpath: null,
  };
}
