import { alpineRelease, debianRelease, majorRelease, noRelease, openeulerRelease, opensuseRelease, plainRelease, suseRelease, ubuntuRelease } from "./releases";

/** A distro whose advisories OSV has, and how they and the inventory's packages are brought together. */
export type Distro = {
  /** As OSV names the ecosystem, without its release: the folder of the bucket too. */
  osv: string;
  ecosystem: "deb" | "rpm" | "apk";
  /** First part of the dictionary's names: `debian/openssl`, and of the releases: `debian-12`. */
  namespace: string;
  /** What else generators and rebuilds write for the namespace, or in front of the release. */
  aliases: readonly string[];
  /** Whether the advisories name source packages, or packages as they are installed. */
  names: "source" | "own";
  /** The release that names one archive, of what stands behind the distro's name (`12.5`, `v3.18`, `15 SP4`), in lower case; null: none is meant. */
  release: (text: string) => string | null;
};

const distro = (osv: string, ecosystem: Distro["ecosystem"], namespace: string, names: Distro["names"], release: Distro["release"], aliases = ""): Distro => ({
  osv,
  ecosystem,
  namespace,
  aliases: aliases.split(" ").filter(Boolean),
  names,
  release,
});

/**
 * Rebuilds of RHEL without a feed of their own (CentOS, Oracle, Scientific, ...) are held against Red Hat's, as their packages carry its versions.
 * What Oracle or CentOS Stream changed themselves is not in it. Amazon and Fedora are no rebuilds: for them nothing is known.
 */
const rebuilds = "rhel red-hat redhat-linux centos centos-stream ol oracle oraclelinux scientific sl springdale eurolinux miraclelinux";

/** AlmaLinux, Red Hat and Photon list the installed packages (OSV's text says source, their data says otherwise), the others the sources. */
export const distros: readonly Distro[] = [
  distro("Debian", "deb", "debian", "source", debianRelease),
  distro("Ubuntu", "deb", "ubuntu", "source", ubuntuRelease),
  distro("Echo", "deb", "echo", "source", noRelease),
  distro("Alpine", "apk", "alpine", "source", alpineRelease),
  distro("Wolfi", "apk", "wolfi", "source", noRelease),
  distro("Chainguard", "apk", "chainguard", "source", noRelease),
  distro("MinimOS", "apk", "minimos", "source", noRelease),
  distro("Alpaquita", "apk", "alpaquita", "source", plainRelease),
  distro("BellSoft Hardened Containers", "apk", "bellsoft-hardened-containers", "source", plainRelease, "bellsoft"),
  distro("Red Hat", "rpm", "redhat", "own", majorRelease, rebuilds),
  distro("AlmaLinux", "rpm", "almalinux", "own", majorRelease, "alma"),
  distro("Rocky Linux", "rpm", "rocky", "source", majorRelease, "rocky-linux rockylinux"),
  distro("SUSE", "rpm", "suse", "source", suseRelease, "sles sled sles_sap sle sle_hpc sle-micro sl-micro suse-linux-enterprise-server suse-microos"),
  distro("openSUSE", "rpm", "opensuse", "source", opensuseRelease, "opensuse-leap opensuse-leap-micro opensuse-tumbleweed"),
  distro("openEuler", "rpm", "openeuler", "source", openeulerRelease),
  distro("Mageia", "rpm", "mageia", "source", majorRelease),
  distro("Photon OS", "rpm", "photon", "own", plainRelease, "photon-os"),
  distro("Azure Linux", "rpm", "azurelinux", "source", majorRelease, "azure-linux mariner"),
];

const byNamespace = new Map<string, Distro>(
  distros.flatMap((entry) => [entry.namespace, ...entry.aliases].map((namespace) => [`${entry.ecosystem} ${namespace}`, entry] as const)),
);
const byOsvName = new Map(distros.map((entry) => [entry.osv.toLowerCase(), entry]));

/** The distro of a purl's type and namespace, or null where no advisories are known. */
export function distroOf(ecosystem: string, namespace: string): Distro | null {
  return byNamespace.get(`${ecosystem} ${namespace}`) ?? null;
}

/** The distro that OSV names so, in any case, or null. */
export function distroOfOsvName(name: string): Distro | null {
  return byOsvName.get(name.toLowerCase()) ?? null;
}

const fronts = new Map<Distro, readonly string[]>(
  distros.map((entry) => [entry, [entry.namespace, ...entry.aliases].sort((a, b) => b.length - a.length).map((name) => `${name}-`)]),
);

/**
 * The advisories' release (`redhat-9`) of a component's (`rhel-9.4`, `centos-9`): "" for rolling distros, and where none is said
 * or it does not name one archive.
 */
export function advisoryReleaseOf(entry: Distro, release: string): string {
  if (release === "") return "";
  const front = fronts.get(entry)?.find((each) => release.startsWith(each));
  // openSUSE's and SUSE's fronts say which of their products it is, and are read with the rest.
  const keepsFront = entry.namespace === "opensuse" || entry.namespace === "suse";
  const found = entry.release(front === undefined || keepsFront ? release : release.slice(front.length));
  return found === null || found === "" ? "" : `${entry.namespace}-${found}`;
}
