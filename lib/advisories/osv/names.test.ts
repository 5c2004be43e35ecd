import { describe, expect, it } from "vitest";
import { about, affectedAmong, range, read, record } from "./test-records";

const everything = { ranges: [range({ introduced: "0" })] };
const named = (ecosystem: string, name: string) => {
  const advisory = read(about(ecosystem, name, everything));
  const [first] = advisory.ranges;
  return first === undefined ? (advisory.skipped[0]?.code ?? null) : `${first.ecosystem} ${first.name}${first.release === "" ? "" : ` ${first.release}`}`;
};

describe("packages are named as the dictionary names them", () => {
  it.each([
    ["npm", "@Scope/Name", "npm @Scope/Name"],
    ["PyPI", "Products.PluggableAuth_Service", "pypi products-pluggableauth-service"],
    ["NuGet", "Newtonsoft.Json", "nuget newtonsoft.json"],
    ["Packagist", "Drupal/Core", "composer drupal/core"],
    ["Packagist:https://packages.drupal.org/8", "drupal/group", "composer drupal/group"],
    ["Maven", "org.apache.logging.log4j:log4j-core", "maven org.apache.logging.log4j:log4j-core"],
    ["Maven:https://maven.google.com", "androidx.core:core", "maven androidx.core:core"],
    ["Go", "github.com/Masterminds/semver", "golang github.com/Masterminds/semver"],
    ["Go", "github.com/!masterminds/semver", "golang github.com/Masterminds/semver"],
    ["crates.io", "serde_json", "cargo serde_json"],
    ["RubyGems", "rails", "gem rails"],
    ["Hex", "Phoenix", "hex phoenix"],
    ["Pub", "my-Pkg", "pub my_pkg"],
    ["SwiftURL", "https://github.com/vapor/vapor.git", "swift github.com/vapor/vapor"],
    ["GitHub Actions", "TJ-Actions/changed-files", "githubactions tj-actions/changed-files"],
    ["ConanCenter", "zlib", "conan zlib"],
    ["CRAN", "commonmark", "cran commonmark"],
    ["Hackage", "aeson", "hackage aeson"],
    ["opam", "ocaml", "opam ocaml"],
    ["Bitnami", "activemq", "bitnami activemq"],
    ["VSCode", "Ms-Python.python", "vscode-extension ms-python/python"],
    ["Kubernetes", "k8s.io/kubernetes", "golang k8s.io/kubernetes"],
  ])("%s %s", (ecosystem, name, expected) => expect(named(ecosystem, name)).toBe(expected));
  it.each([
    ["Debian:12", "openssl", "deb debian/openssl debian-12"],
    ["Debian", "openssl", "deb debian/openssl"],
    ["Ubuntu:22.04:LTS", "openssl", "deb ubuntu/openssl ubuntu-22.04"],
    ["Ubuntu:23.10", "openssl", "deb ubuntu/openssl ubuntu-23.10"],
    ["Ubuntu:Pro:18.04:LTS", "openssl", "deb ubuntu/openssl ubuntu-18.04"],
    ["Ubuntu:Pro:FIPS:18.04:LTS", "openssl", "release_variant"],
    ["Alpine:v3.18", "zlib", "apk alpine/zlib alpine-3.18"],
    ["Wolfi", "zlib", "apk wolfi/zlib"],
    ["Chainguard", "zlib", "apk chainguard/zlib"],
    ["MinimOS", "zlib", "apk minimos/zlib"],
    ["Alpaquita:stream", "zlib", "apk alpaquita/zlib alpaquita-stream"],
    ["BellSoft Hardened Containers:23", "zlib", "apk bellsoft-hardened-containers/zlib bellsoft-hardened-containers-23"],
    ["Red Hat:enterprise_linux:9::baseos", "openssl", "rpm redhat/openssl redhat-9"],
    ["Red Hat:enterprise_linux:10.0", "openssl", "rpm redhat/openssl redhat-10"],
    ["Red Hat:openshift:4.12::el8", "cri-o", "rpm redhat/cri-o redhat-8"],
    ["Red Hat:rhel_els:7", "openssl", "rpm redhat/openssl redhat-7"],
    ["Red Hat:rhel_eus:9.2::appstream", "openssl", "release_variant"],
    ["Red Hat:quay:3", "quay", "release_unknown"],
    ["AlmaLinux:9", "openssl-libs", "rpm almalinux/openssl-libs almalinux-9"],
    ["Rocky Linux:9", "openssl", "rpm rocky/openssl rocky-9"],
    ["SUSE:Linux Enterprise Server 15 SP4", "openssl", "rpm suse/openssl suse-15.4"],
    ["SUSE:Linux Enterprise Module for Basesystem 15 SP4", "openssl", "rpm suse/openssl suse-15.4"],
    ["SUSE:Linux Enterprise Server 12 SP5-LTSS", "openssl", "rpm suse/openssl suse-12.5"],
    ["SUSE:Linux Enterprise Micro 5.3", "openssl", "rpm suse/openssl suse-micro-5.3"],
    ["SUSE:Manager Server 4.3", "openssl", "release_unknown"],
    ["openSUSE:Leap 15.4", "openssl", "rpm opensuse/openssl opensuse-leap-15.4"],
    ["openSUSE:Leap Micro 5.2", "openssl", "rpm opensuse/openssl opensuse-leap-micro-5.2"],
    ["openSUSE:Tumbleweed", "openssl", "rpm opensuse/openssl opensuse-tumbleweed"],
    ["openEuler:22.03-LTS-SP1", "openssl", "rpm openeuler/openssl openeuler-22.03-lts-sp1"],
    ["Mageia:9", "openssl", "rpm mageia/openssl mageia-9"],
    ["Photon OS:4.0", "openssl", "rpm photon/openssl photon-4.0"],
    ["Azure Linux:3", "openssl", "rpm azurelinux/openssl azurelinux-3"],
    ["Root:Debian:12", "rootio-openssl", "deb debian/rootio-openssl debian-12"],
  ])("%s %s", (ecosystem, name, expected) => expect(named(ecosystem, name)).toBe(expected));
  it("what no SBOM names is a skipped part with its reason, not a refusal", () => {
    expect(named("OSS-Fuzz", "curl")).toBe("not_inventoried");
    expect(named("Kubernetes", "k8s.io/apiserver")).toBe("name_unusable");
    expect(named("Nix", "curl")).toBe("ecosystem_unknown");
  });
  it("an entry of an unknown ecosystem is read by its own purl, where that says an order", () => {
    const entry = { package: { ecosystem: "New Linux:1", name: "x", purl: "pkg:deb/debian/curl?distro=debian-12" }, ...everything };
    expect(read(record({ affected: [entry] })).ranges).toMatchObject([{ ecosystem: "deb", name: "debian/curl", release: "debian-12" }]);
  });
});

describe("Ubuntu Pro", () => {
  const entry = (ecosystem: string, fixed: string, versions: string[] = []) => ({
    package: { ecosystem, name: "openssl" },
    ranges: [range({ introduced: "0" }, { fixed })],
    versions,
  });
  const versions = ["1.0-1ubuntu1", "1.0-1ubuntu2", "1.0-1ubuntu2+esm1", "1.0-1ubuntu3"];
  it("counts in full where the record has no plain entry for the package and release", () => {
    const advisory = read(record({ affected: [entry("Ubuntu:Pro:18.04:LTS", "1.0-1ubuntu2+esm1"), entry("Ubuntu:22.04:LTS", "1.0-1ubuntu1")] }));
    expect(affectedAmong(advisory, versions, "ubuntu-18.04")).toEqual(["1.0-1ubuntu1", "1.0-1ubuntu2"]);
  });
  it("beside a plain entry only listed versions that were built for subscribers count", () => {
    const pro = entry("Ubuntu:Pro:18.04:LTS", "1.0-1ubuntu3+esm2", ["1.0-1ubuntu2", "1.0-1ubuntu2+esm1", "1.0-1ubuntu3"]);
    const advisory = read(record({ affected: [pro, entry("Ubuntu:18.04:LTS", "1.0-1ubuntu2")] }));
    expect(affectedAmong(advisory, versions, "ubuntu-18.04")).toEqual(["1.0-1ubuntu1", "1.0-1ubuntu2+esm1"]);
    expect(advisory.skipped).toMatchObject([{ code: "pro_beside_plain" }]);
  });
});
