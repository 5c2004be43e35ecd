/** How SBOMs name the packages of a distro: the first part of the purl, and what stands in its `distro` qualifier, "" for none. */
export type DistroNaming = { ecosystem: "deb" | "rpm" | "apk"; namespace: string; distro: string };

type Row = { platform: RegExp; ecosystem: DistroNaming["ecosystem"]; namespace: string; distro: (numbers: string) => string };

const row = (
  platform: string,
  ecosystem: Row["ecosystem"],
  namespace: string,
  distro: Row["distro"] = (numbers) => numbers && `${namespace}-${numbers}`,
): Row => ({
  platform: new RegExp(`^(?:${platform})(?:_V?(?<numbers>\\d+(?:_(?:SP)?\\d+)*))?$`),
  ecosystem,
  namespace,
  distro,
});

/**
 * Platforms of Inspector and the names under which generators list their packages. Where generators differ it is sbomgen's, then Trivy's.
 * Rolling distros have no release here, and Photon's is always a `.0`.
 */
const rows: readonly Row[] = [
  row("UBUNTU(?:_LINUX)?", "deb", "ubuntu"),
  row("DEBIAN(?:_LINUX)?", "deb", "debian"),
  row("ALPINE(?:_LINUX)?", "apk", "alpine"),
  row("WOLFI(?:_OS)?", "apk", "wolfi", () => ""),
  row("CHAINGUARD(?:_OS)?", "apk", "chainguard", () => ""),
  row("MINIMOS", "apk", "minimos", () => ""),
  row("AMAZON_LINUX(?:_AMI)?|AL", "rpm", "amazon", (numbers) => `amazon-${numbers === "" || numbers === "1" ? "2018.03" : numbers}`),
  row("RHEL|RED_HAT|REDHAT|RED_HAT_ENTERPRISE_LINUX", "rpm", "redhat"),
  row("CENTOS(?:_LINUX|_STREAM)?", "rpm", "centos"),
  row("ORACLE(?:_LINUX)?", "rpm", "oracle"),
  row("ROCKY(?:_LINUX)?", "rpm", "rocky"),
  row("ALMA_?LINUX", "rpm", "almalinux"),
  row("FEDORA(?:_LINUX)?", "rpm", "fedora"),
  row("OPENSUSE_LEAP", "rpm", "opensuse", (numbers) => numbers && `opensuse-leap-${numbers}`),
  row("OPENSUSE_TUMBLEWEED", "rpm", "opensuse", () => "opensuse-tumbleweed"),
  row("SLES|SUSE|SUSE_SERVER|SUSE_LINUX|SUSE_LINUX_ENTERPRISE(?:_SERVER)?", "rpm", "sles"),
  row("PHOTON(?:_OS)?", "rpm", "photon", (numbers) => numbers && `photon-${numbers.includes(".") ? numbers : `${numbers}.0`}`),
  row("AZURE_LINUX", "rpm", "azurelinux"),
  row("BOTTLEROCKET(?:_OS)?", "rpm", "bottlerocket"),
];

/** What versions of RPMs say themselves, for resources without a platform. `el9` is of several distros and says nothing. */
const marks: readonly { mark: RegExp; naming: (release: string) => DistroNaming }[] = [
  { mark: /[.](?:amzn)(2|2023)(?![0-9])/, naming: (release) => ({ ecosystem: "rpm", namespace: "amazon", distro: `amazon-${release}` }) },
  { mark: /[.]fc(\d{2})(?![0-9])/, naming: (release) => ({ ecosystem: "rpm", namespace: "fedora", distro: `fedora-${release}` }) },
];

/** Why a package of the operating system cannot be named. */
export type PlatformProblem = "platform_missing" | "platform_unknown" | "windows_package" | "macos_package";

/**
 * How packages of the operating system are named on a platform of Inspector (`UBUNTU_24_04`, in any case and with any separators); by
 * what the package's release says where there is no platform.
 */
export function distroNaming(platform: string | null, packageRelease: string): DistroNaming | PlatformProblem {
  const text =
    platform === null
      ? ""
      : platform
          .slice(0, 100)
          .toUpperCase()
          .replace(/[^A-Z0-9]+/g, "_");
  for (const entry of rows) {
    const match = entry.platform.exec(text);
    if (match === null) continue;
    const numbers = (match.groups?.numbers ?? "").replaceAll("_SP", ".").replaceAll("_", ".");
    return { ecosystem: entry.ecosystem, namespace: entry.namespace, distro: entry.distro(numbers) };
  }
  if (text.startsWith("WINDOWS")) return "windows_package";
  if (text.startsWith("MACOS")) return "macos_package";
  for (const { mark, naming } of marks) {
    const release = mark.exec(packageRelease)?.[1];
    if (release !== undefined) return naming(release);
  }
  return text === "" || text === "UNKNOWN" || text === "LINUX" ? "platform_missing" : "platform_unknown";
}
