import { KeyWriter } from "./key-writer";
import { readSemver, writeIdentifiers, writeSemver } from "./semver";

/** Order of Dart's pub_semver and Julia's VersionNumber: SemVer, and after it build metadata, which stands above none. */
export function semverBuildKey(version: string): Buffer | null {
  const parts = readSemver(version);
  return parts && writeIdentifiers(writeSemver(new KeyWriter(), parts), parts.build).finish();
}
