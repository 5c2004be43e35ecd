import { apkKey } from "./apk";
import { dpkgKey } from "./dpkg";
import { mavenKey } from "./maven";
import { pep440Key } from "./pep440";
import { rpmKey } from "./rpm";
import { semverKey } from "./semver";

export const versionSchemes = ["semver", "pep440", "maven", "dpkg", "rpm", "apk"] as const;
/** How the versions of an ecosystem are ordered. */
export type VersionScheme = (typeof versionSchemes)[number];

const schemes = new Map<string, VersionScheme>([
  ...["npm", "cargo", "golang", "hex", "pub", "swift", "github", "githubactions", "gitlab", "bitbucket"].map((name) => [name, "semver"] as const),
  ...["conan", "cocoapods", "julia", "vscode-extension", "bitnami", "brew"].map((name) => [name, "semver"] as const),
  ["pypi", "pep440"],
  ["maven", "maven"],
  ["deb", "dpkg"],
  ["rpm", "rpm"],
  ["apk", "apk"],
]);

/** The scheme of an ecosystem (purl type), or null where versions cannot be ordered yet. */
export function schemeOf(ecosystem: string): VersionScheme | null {
  return schemes.get(ecosystem) ?? null;
}

const keyOf: Record<VersionScheme, (version: string) => Buffer | null> = {
  semver: semverKey,
  pep440: pep440Key,
  maven: mavenKey,
  dpkg: dpkgKey,
  rpm: rpmKey,
  apk: apkKey,
};

/** True for what looks like a commit: 7 to 64 hex digits with at least three letters among them. */
function isGitHash(text: string): boolean {
  return text.length >= 7 && text.length <= 64 && /^[0-9a-f]+$/.test(text) && text.replace(/\d/g, "").length >= 3;
}

/**
 * A key of at most 999 bytes whose byte order is the scheme's order; versions that the scheme calls equal have equal keys.
 * Null when the text cannot be ordered: empty, a range, a git hash, a word such as `latest`, or too long.
 */
export function versionKey(scheme: VersionScheme, version: string): Buffer | null {
  return isGitHash(version) ? null : keyOf[scheme](version);
}
