import { describe, expect, it } from "vitest";
import { identifyPurl } from "@/lib/purl";
import { advisoryIdentity, osvEcosystemsFor, type SourcePackage } from "./index";

/** What advisories call the component of a purl, as `name version release`; null when that is its own identity. */
function named(purl: string, source: SourcePackage | null = null): string | null {
  const identity = identifyPurl(purl)?.identity;
  if (identity === undefined) throw new Error(purl);
  const found = advisoryIdentity(identity, source);
  return found === null ? null : `${found.ecosystem} ${found.name} ${found.version} ${found.release || "-"}`;
}

describe("distro packages", () => {
  it("are matched by source package, source version with epoch, and release, where the distro's advisories name sources", () => {
    const openssl = { name: "openssl", version: "3.0.11-1~deb12u2" };
    expect(named("pkg:deb/debian/libssl3@3.0.11-1~deb12u2?distro=debian-12.5", openssl)).toBe("deb debian/openssl 3.0.11-1~deb12u2 debian-12");
    const perl = { name: "perl", version: "1:5.36.0-7" };
    expect(named("pkg:deb/debian/libfoo@2.0-7?distro=bookworm", perl)).toBe("deb debian/perl 1:5.36.0-7 debian-12");
    expect(named("pkg:apk/alpine/libssl3@3.1.4-r5?distro=alpine-3.18.2", { name: "openssl", version: "3.1.4-r5" })).toBe(
      "apk alpine/openssl 3.1.4-r5 alpine-3.18",
    );
  });
  it("have the binary's version where the source's is not said, without Debian's mark of a rebuild", () => {
    expect(named("pkg:deb/debian/libx@1.2-3+b1?distro=debian-12", { name: "x", version: null })).toBe("deb debian/x 1.2-3 debian-12");
  });
  it("of RPM distros by source have the epoch that the source file's name lacks", () => {
    const source = { name: "openssl-3", version: "3.0.8-150500.5.24.1" };
    expect(named("pkg:rpm/sles/libopenssl3@3.0.8-150500.5.24.1?epoch=1&distro=sles-15.5", source)).toBe("rpm suse/openssl-3 1:3.0.8-150500.5.24.1 suse-15.5");
  });
  it("of Red Hat, AlmaLinux and Photon are matched by their own name", () => {
    const source = { name: "openssl", version: "3.0.7-27.el9" };
    expect(named("pkg:rpm/redhat/openssl-libs@3.0.7-27.el9?epoch=1&distro=rhel-9.4", source)).toBe("rpm redhat/openssl-libs 1:3.0.7-27.el9 redhat-9");
    expect(named("pkg:rpm/almalinux/openssl-libs@3.0.7-27.el9?distro=almalinux-9.4", source)).toBe("rpm almalinux/openssl-libs 3.0.7-27.el9 almalinux-9");
    expect(named("pkg:rpm/photon/openssl@3.0.7-1.ph4?distro=photon-4.0", null)).toBeNull();
  });
  it.each([
    ["pkg:rpm/rhel/bash@5.1.8-6.el9?distro=rhel-9.4", "rpm redhat/bash 5.1.8-6.el9 redhat-9"],
    ["pkg:rpm/centos/bash@4.4.20-4.el8?distro=centos-8", "rpm redhat/bash 4.4.20-4.el8 redhat-8"],
    ["pkg:rpm/ol/bash@4.4.20-4.el8_6?distro=ol-8.6", "rpm redhat/bash 4.4.20-4.el8_6 redhat-8"],
    ["pkg:rpm/rocky/bash@5.1.8-6.el9?distro=rocky-9.3", "rpm rocky/bash 5.1.8-6.el9 rocky-9"],
    ["pkg:rpm/opensuse/bash@5.1?distro=opensuse-leap-15.4", null],
    ["pkg:rpm/opensuse-leap/bash@5.1?distro=opensuse-leap-15.4", "rpm opensuse/bash 5.1 opensuse-leap-15.4"],
    ["pkg:rpm/opensuse/bash@5.1?distro=opensuse-tumbleweed-20240101", "rpm opensuse/bash 5.1 opensuse-tumbleweed"],
    ["pkg:rpm/suse/bash@5.1?distro=sle-micro-5.3", "rpm suse/bash 5.1 suse-micro-5.3"],
    ["pkg:rpm/openeuler/bash@5.1?distro=openeuler-22.03", "rpm openeuler/bash 5.1 -"],
    ["pkg:apk/wolfi/bash@5.2-r1?distro=wolfi-20230201", "apk wolfi/bash 5.2-r1 -"],
    ["pkg:apk/chainguard/bash@5.2-r1", null],
    ["pkg:deb/ubuntu/bash@5.1?distro=jammy", null],
    ["pkg:deb/debian/bash@5.1?distro=debian-12", null],
    ["pkg:rpm/amazon/bash@5.1?distro=amazon-2023", null],
    ["pkg:rpm/fedora/bash@5.1?distro=fedora-39", null],
  ])("%s", (purl, expected) => expect(named(purl)).toBe(expected));
  it("without a release have the one that their version is marked with, and else none", () => {
    expect(named("pkg:rpm/redhat/bash@5.1.8-6.el9_1")).toBe("rpm redhat/bash 5.1.8-6.el9_1 redhat-9");
    expect(named("pkg:deb/debian/openssl@3.0.11-1~deb12u2")).toBe("deb debian/openssl 3.0.11-1~deb12u2 debian-12");
    expect(named("pkg:rpm/redhat/jboss-eap7@1.2-3")).toBeNull();
    expect(named("pkg:rpm/redhat/x@1.el9shim-1")).toBeNull();
  });
});

describe("other components", () => {
  it("Go's standard library and toolchain have the names of Go's database", () => {
    expect(named("pkg:golang/std@1.22.1")).toBe("golang stdlib 1.22.1 -");
    expect(named("pkg:golang/stdlib@1.22.1")).toBeNull();
    expect(named("pkg:golang/golang.org/toolchain@v0.0.1-go1.22.1.linux-amd64")).toBe("golang toolchain go1.22.1 -");
    expect(named("pkg:golang/golang.org/toolchain@(devel)")).toBeNull();
  });
  it("actions are their repository, whatever folder they are in and whichever type a generator gives them", () => {
    expect(named("pkg:githubactions/github/codeql-action/init@v2.1.0")).toBe("githubactions github/codeql-action v2.1.0 -");
    expect(named("pkg:github/actions/checkout@v4")).toBe("githubactions actions/checkout v4 -");
    expect(named("pkg:githubactions/actions/checkout@v4")).toBeNull();
  });
  it("all others are what they are", () => {
    for (const purl of ["pkg:npm/%40a/b@1.0.0", "pkg:maven/g/a@1", "pkg:pypi/x@1", "pkg:generic/openssl@3"]) expect(named(purl)).toBeNull();
  });
});

it("the folders of OSV's bucket follow from the inventory, once each and sorted", () => {
  const packages = [
    ["npm", null],
    ["npm", "@scope"],
    ["pypi", null],
    ["golang", "github.com"],
    ["deb", "debian"],
    ["rpm", "centos"],
    ["rpm", "amazon"],
    ["apk", "alpine"],
    ["github", "actions"],
    ["generic", null],
  ].map(([ecosystem, namespace]) => ({ ecosystem: ecosystem as string, namespace: namespace ?? null }));
  expect(osvEcosystemsFor(packages)).toEqual(["Alpine", "Debian", "GitHub Actions", "Go", "PyPI", "Red Hat", "npm"]);
});
