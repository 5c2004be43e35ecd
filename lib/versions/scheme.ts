import { alpmKey } from "./alpm";
import { apkKey } from "./apk";
import { dpkgKey } from "./dpkg";
import { golangKey } from "./golang";
import { mavenKey } from "./maven";
import { nugetKey } from "./nuget";
import { cranKey, hackageKey } from "./number-list";
import { packagistKey } from "./packagist";
import { pep440Key } from "./pep440";
import { rpmKey } from "./rpm";
import { rubygemsKey } from "./rubygems";
import { semverKey } from "./semver";
import { semverBuildKey } from "./semver-build";

const keyOf = {
  semver: semverKey,
  "semver-build": semverBuildKey,
  golang: golangKey,
  pep440: pep440Key,
  rubygems: rubygemsKey,
  maven: mavenKey,
  nuget: nugetKey,
  packagist: packagistKey,
  dpkg: dpkgKey,
  rpm: rpmKey,
  apk: apkKey,
  alpm: alpmKey,
  cran: cranKey,
  hackage: hackageKey,
} satisfies Record<string, (version: string) => Buffer | null>;

/** How the versions of an ecosystem are ordered. */
export type VersionScheme = keyof typeof keyOf;
export const versionSchemes = Object.keys(keyOf) as VersionScheme[];

/** Raise it with every change of a key or of the table of schemes: stored keys of an older revision are then made again. */
export const keyRevision = 2;

/** True for what looks like a commit: 7 to 64 hex digits with at least three letters among them. */
function isGitHash(text: string): boolean {
  return text.length >= 7 && text.length <= 64 && /^[0-9a-f]+$/.test(text) && text.replace(/\d/g, "").length >= 3;
}

/**
 * A key of at most 999 bytes whose byte order is the scheme's order; versions that the scheme calls equal have equal keys (for
 * Packagist's see `sameVersion`). Null when the text cannot be ordered: empty, a range, a git hash, a word such as `latest`,
 * or too long.
 */
export function versionKey(scheme: VersionScheme, version: string): Buffer | null {
  return isGitHash(version) ? null : keyOf[scheme](version);
}
