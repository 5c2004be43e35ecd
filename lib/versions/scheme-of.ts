import { isRangeVersion } from "./range-version";
import { type VersionScheme, versionKey } from "./scheme";

/** For each scheme the purl types that it orders. What is not here cannot be ordered and is unknown, never clean. */
const purlTypes: Record<VersionScheme, string> = {
  semver: "npm cargo hex swift github githubactions gitlab bitbucket conan cocoapods vscode-extension chrome-extension bitnami brew otp",
  "semver-build": "pub julia",
  golang: "golang",
  pep440: "pypi",
  rubygems: "gem",
  maven: "maven",
  nuget: "nuget",
  packagist: "composer",
  dpkg: "deb opam",
  rpm: "rpm",
  apk: "apk",
  alpm: "alpm",
  cran: "cran",
  hackage: "hackage",
};

/** The same for OSV's ecosystems, without their releases and repositories (`Debian:12`), in lower case. */
const osvNames: Record<VersionScheme, string[]> = {
  semver: ["crates.io", "swifturl", "github actions", "conancenter", "vscode", "kubernetes", "linux"],
  "semver-build": [],
  golang: ["go"],
  pep440: [],
  rubygems: ["rubygems"],
  maven: [],
  nuget: [],
  packagist: ["packagist"],
  dpkg: ["debian", "ubuntu", "echo"],
  rpm: ["red hat", "almalinux", "rocky linux", "suse", "opensuse", "openeuler", "mageia", "photon os", "azure linux"],
  apk: ["alpine", "wolfi", "chainguard", "minimos", "alpaquita", "bellsoft hardened containers"],
  alpm: [],
  cran: ["bioconductor"],
  hackage: ["ghc"],
};

const invert = (rows: [string, readonly string[]][]) =>
  new Map(rows.flatMap(([scheme, names]) => names.map((name) => [name, scheme as VersionScheme] as const)));
const byType = invert(Object.entries(purlTypes).map(([scheme, types]) => [scheme, types.split(" ")]));
const byOsvName = invert(Object.entries(osvNames));

/**
 * The scheme of an ecosystem, by its purl type (`deb`) or as OSV names it (`Debian:12`, `Root:Alpine:3.18`), or null where
 * versions cannot be ordered.
 */
export function schemeOf(ecosystem: string): VersionScheme | null {
  const scheme = byType.get(ecosystem);
  if (scheme !== undefined) return scheme;
  // Root patches packages of others under their ecosystem.
  const [name = ""] = ecosystem
    .toLowerCase()
    .replace(/^root:/, "")
    .split(":", 1);
  return byOsvName.get(name) ?? byType.get(name) ?? null;
}

/** The key under which a component's version is stored, or null: a range has no place in the order, whatever a scheme makes of it. */
export function storedKey(ecosystem: string, version: string): Buffer | null {
  const scheme = schemeOf(ecosystem);
  return scheme === null || isRangeVersion(version) ? null : versionKey(scheme, version);
}
