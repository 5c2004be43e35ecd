import type { KnownIdentity } from "./identity-cache";
import type { SourcePackage } from "./model";
import { sourceOfQualifiers } from "./source-package";

/** The source package that a distro package's purl names, or null. */
export function sourceOfPurl({ component, qualifiers }: KnownIdentity): SourcePackage | null {
  return qualifiers === null ? null : sourceOfQualifiers(qualifiers, component.version || null);
}
