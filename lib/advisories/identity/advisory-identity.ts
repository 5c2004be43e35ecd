import type { PackageIdentity } from "@/lib/sbom/model";
import { releaseOfDistTag } from "./dist-tag";
import { advisoryReleaseOf, type Distro, distroOf } from "./distros";

/** The source package of a distro binary as documents name it; its version may lack the epoch, or be missing. */
export type SourcePackage = { name: string; version: string | null };

/**
 * What advisories call a component: distro packages by source package, source version with epoch and the release of the archive, Go's
 * toolchain by the name of Go's database, GitHub's actions by their repository. Null where that is the component's own identity.
 */
export function advisoryIdentity(identity: PackageIdentity, source: SourcePackage | null): PackageIdentity | null {
  const named = nameForAdvisories(identity, source);
  if (named === null) return null;
  const isSame =
    named.name === identity.name && named.version === identity.version && named.release === identity.release && named.ecosystem === identity.ecosystem;
  return isSame ? null : named;
}

function nameForAdvisories(identity: PackageIdentity, source: SourcePackage | null): PackageIdentity | null {
  switch (identity.ecosystem) {
    case "deb":
    case "rpm":
    case "apk":
      return distroIdentity(identity, source);
    case "golang":
      return goIdentity(identity);
    case "github":
    case "githubactions":
      return actionIdentity(identity);
    default:
      return null;
  }
}

function distroIdentity(identity: PackageIdentity, source: SourcePackage | null): PackageIdentity | null {
  const { ecosystem, name, version } = identity;
  const cut = name.indexOf("/");
  const distro = cut < 0 ? null : distroOf(ecosystem, name.slice(0, cut));
  if (distro === null) return null;
  const release = advisoryReleaseOf(distro, identity.release) || (identity.release === "" ? releaseOfDistTag(distro, version) : "");
  const usesSource = distro.names === "source" && source !== null && source.name !== "";
  if (!usesSource) return { ecosystem, name: `${distro.namespace}${name.slice(cut)}`, version, release };
  return { ecosystem, name: `${distro.namespace}/${source.name}`, version: sourceVersion(distro, version, source.version), release };
}

/**
 * The version of the source package. An RPM's source file name lacks the epoch that all its packages share; without a version
 * of its own the source has the binary's, less Debian's mark of a rebuild (`+b1`).
 */
function sourceVersion(distro: Distro, version: string, stated: string | null): string {
  if (stated === null || stated === "") return distro.ecosystem === "deb" ? version.replace(/\+b\d+$/, "") : version;
  if (distro.ecosystem !== "rpm" || /^\d+:/.test(stated)) return stated;
  const epoch = /^\d+:/.exec(version)?.[0] ?? "";
  return epoch + stated;
}

function goIdentity(identity: PackageIdentity): PackageIdentity | null {
  if (identity.name === "std") return { ...identity, name: "stdlib" };
  if (identity.name !== "golang.org/toolchain") return null;
  // The module's versions wrap the toolchain's: v0.0.1-go1.22.1.linux-amd64.
  const version = /-go(\d[^-]*?)\.[a-z]+[0-9a-z]*-[0-9a-z]+$/.exec(identity.version)?.[1];
  return version === undefined ? null : { ...identity, name: "toolchain", version: `go${version}` };
}

/** An action may be in a folder of its repository; advisories name the repository. syft writes actions as `pkg:github`. */
function actionIdentity(identity: PackageIdentity): PackageIdentity | null {
  const [owner, repository] = identity.name.split("/");
  return owner && repository ? { ...identity, ecosystem: "githubactions", name: `${owner}/${repository}` } : null;
}
