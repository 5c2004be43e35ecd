import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { identifyPurl } from "@/lib/purl";
import { fixedVersion, identityOf, type PackageRow } from "./package-identity";

const row = (manager: string, name: string, version: string, rest: Partial<PackageRow> = {}): PackageRow => ({
  manager,
  name,
  version,
  release: "",
  epoch: 0,
  filePath: null,
  ...rest,
});
const os = (version: string, release: string, epoch = 0) => row("OS", "x", version, { release, epoch });

describe("a package of the operating system is the one that an SBOM of that platform lists", () => {
  it.each([
    ["UBUNTU_24_04", "pkg:deb/ubuntu/x@1.2-3?arch=arm64&distro=ubuntu-24.04"],
    ["UBUNTU_24_04", "pkg:deb/ubuntu/x@1.2-3?arch=arm64&distro=noble&epoch=0"],
    ["UBUNTU_14_04", "pkg:deb/ubuntu/x@1.2-3?distro=14.04&epoch=0"],
    ["DEBIAN_12", "pkg:deb/debian/x@1.2-3?distro=bookworm&epoch=0"],
    ["DEBIAN_12", "pkg:deb/debian/x@1.2-3?distro=debian-12.9"],
    ["DEBIAN_10", "pkg:deb/debian/x@1.2-3?distro=debian-10.11"],
    ["ALPINE_3_18", "pkg:apk/alpine/x@1.2-3?arch=x86_64&distro=3.18.2"],
    ["ALPINE_LINUX_3_19", "pkg:apk/alpine/x@1.2-3?distro=alpine-3.19.0"],
    ["AMAZON_LINUX_2023", "pkg:rpm/amazon/x@1.2-3?arch=noarch&distro=2023&epoch=0"],
    ["AMAZON_LINUX_2", "pkg:rpm/amazon/x@1.2-3?distro=2&epoch=0"],
    ["AMAZON_LINUX", "pkg:rpm/amazon/x@1.2-3?distro=amazon-2018.03"],
    ["FEDORA_39", "pkg:rpm/fedora/x@1.2-3?arch=x86_64&distro=39&epoch=0"],
    ["RHEL_9", "pkg:rpm/redhat/x@1.2-3?distro=redhat-9"],
    ["CENTOS_7", "pkg:rpm/centos/x@1.2-3?distro=centos-7"],
    ["CENTOS_STREAM_9", "pkg:rpm/centos/x@1.2-3?distro=centos-9"],
    ["ORACLE_LINUX_8", "pkg:rpm/oracle/x@1.2-3?distro=oracle-8"],
    ["ROCKY_LINUX_9", "pkg:rpm/rocky/x@1.2-3?distro=rocky-9"],
    ["ALMALINUX_9", "pkg:rpm/almalinux/x@1.2-3?distro=almalinux-9"],
    ["ALMA_LINUX_9", "pkg:rpm/almalinux/x@1.2-3?distro=almalinux-9"],
    ["SUSE_SERVER_15_5", "pkg:rpm/sles/x@1.2-3?distro=sles-15.5"],
    ["SLES_15_SP3", "pkg:rpm/sles/x@1.2-3?distro=sles-15.3"],
    ["OPENSUSE_LEAP_15_5", "pkg:rpm/opensuse/x@1.2-3?distro=opensuse-leap-15.5"],
    ["OPENSUSE_TUMBLEWEED", "pkg:rpm/opensuse/x@1.2-3?distro=opensuse-tumbleweed"],
    ["PHOTON_OS_4", "pkg:rpm/photon/x@1.2-3?distro=photon-4.0"],
    ["BOTTLEROCKET_1", "pkg:rpm/bottlerocket/x@1.2-3?distro=bottlerocket-1"],
    ["WOLFI", "pkg:apk/wolfi/x@1.2-3"],
    ["CHAINGUARD", "pkg:apk/chainguard/x@1.2-3"],
    ["Ubuntu 22.04", "pkg:deb/ubuntu/x@1.2-3?distro=jammy"],
  ])("%s: %s", (platform, purl) => expect(identityOf(os("1.2", "3"), platform)).toEqual(identifyPurl(purl)?.identity));

  it.each([
    [os("2.0.4", "1.amzn2.0.1"), "2.0.4-1.amzn2.0.1"],
    [os("2.0.4", "1.amzn2.0.1", 1), "1:2.0.4-1.amzn2.0.1"],
    [os("3.0.13-0ubuntu3.2", ""), "3.0.13-0ubuntu3.2"],
    [os("3.0.13-0ubuntu3.2", "0ubuntu3.2"), "3.0.13-0ubuntu3.2"],
    [os("0:3.0.13", "0ubuntu3.2"), "3.0.13-0ubuntu3.2"],
    [os("2:8.39", "12ubuntu0.1", 2), "2:8.39-12ubuntu0.1"],
    [os("1.36.1", "r0"), "1.36.1-r0"],
    [os("20240203", ""), "20240203"],
    [os("1.0+dfsg~rc1", "2+b1"), "1.0+dfsg~rc1-2+b1"],
  ])("%o has the version %s", (of, version) => expect(identityOf(of, "DEBIAN_12")).toMatchObject({ version }));

  it.each([
    ["WINDOWS_SERVER_2022", os("1", ""), "windows_package"],
    ["MACOS_14", os("1", ""), "macos_package"],
    ["HAIKU_1", os("1", "2"), "platform_unknown"],
    ["UNKNOWN", os("1", "2"), "platform_missing"],
    [null, os("1", "2.el9"), "platform_missing"],
    ["DEBIAN_12", os("", "3"), "version_missing"],
    ["DEBIAN_12", os("NotAvailable", ""), "version_missing"],
    ["DEBIAN_12", row("OS", "", "1"), "name_missing"],
    ["DEBIAN_12", row("OS", "x".repeat(1_001), "1"), "name_unusable"],
  ])("on %s, %o names none: %s", (platform, of, reason) => expect(identityOf(of, platform)).toBe(reason));

  it("is known by its own mark where the resource has no platform, as functions have none", () => {
    expect(identityOf(os("2.0.4", "1.amzn2.0.1"), null)).toMatchObject({ name: "amazon/x", release: "amazon-2" });
    expect(identityOf(os("2.0.4", "1.amzn2023.0.1"), null)).toMatchObject({ name: "amazon/x", release: "amazon-2023" });
    expect(identityOf(os("13.2.1", "6.fc39"), null)).toMatchObject({ name: "fedora/x", release: "fedora-39" });
  });
});

describe("a package of a language is the one that an SBOM lists", () => {
  it.each([
    ["BUNDLER", "rails", "7.0.1", "pkg:gem/rails@7.0.1"],
    ["GEMSPEC", "nokogiri", "1.15.0-x86_64-linux", "pkg:gem/nokogiri@1.15.0-x86_64-linux"],
    ["CARGO", "tokio", "1.0.0", "pkg:cargo/tokio@1.0.0"],
    ["COMPOSER", "Laravel/Framework", "v9.0.0", "pkg:composer/laravel/framework@v9.0.0"],
    ["NPM", "lodash", "4.17.20", "pkg:npm/lodash@4.17.20"],
    ["YARN", "@babel/traverse", "7.0.0", "pkg:npm/%40babel/traverse@7.0.0"],
    ["NODEPKG", "JSONStream", "1.3.5", "pkg:npm/JSONStream@1.3.5"],
    ["NPM", "foo", "git+ssh://git@github.com/a/foo.git#0123abc", "pkg:npm/foo@git%2Bssh://git%40github.com/a/foo.git%230123abc"],
    ["NPM", "foo", "https://codeload.github.com/a/foo/tar.gz/0123abc", "pkg:npm/foo@https:%2F%2Fcodeload.github.com%2Fa%2Ffoo%2Ftar.gz%2F0123abc"],
    ["NUGET", "Newtonsoft.Json", "12.0.1", "pkg:nuget/Newtonsoft.Json@12.0.1"],
    ["DOTNET_CORE", "Microsoft.NETCore.App", "6.0.1", "pkg:nuget/microsoft.netcore.app@6.0.1"],
    ["PIP", "Flask_Login", "0.6.3", "pkg:pypi/flask-login@0.6.3"],
    ["PIPENV", "zope.interface", "5.4.0", "pkg:pypi/zope.interface@5.4.0"],
    ["POETRY", "requests", "2.31.0", "pkg:pypi/requests@2.31.0"],
    ["PYTHONPKG", "Pillow", "9.0.0", "pkg:pypi/pillow@9.0.0"],
    ["GOBINARY", "golang.org/x/net", "v0.30.0", "pkg:golang/golang.org/x/net@v0.30.0"],
    ["GOMOD", "golang.org/x/net", "0.30.0", "pkg:golang/golang.org/x/net@v0.30.0"],
    ["GOMOD", "github.com/BurntSushi/toml", "1.2.0", "pkg:golang/github.com/BurntSushi/toml@v1.2.0"],
    ["GOBINARY", "github.com/docker/docker", "v20.10.7+incompatible", "pkg:golang/github.com/docker/docker@v20.10.7%2Bincompatible"],
    ["GOBINARY", "golang.org/x/sys", "0.0.0-20211030160813-b3129d9d1021", "pkg:golang/golang.org/x/sys@v0.0.0-20211030160813-b3129d9d1021"],
    ["GOBINARY", "example.com/app", "(devel)", "pkg:golang/example.com/app@%28devel%29"],
    ["GOBINARY", "go/stdlib", "go1.22.7", "pkg:golang/stdlib@1.22.7"],
    ["GOBINARY", "stdlib", "v1.22.7", "pkg:golang/stdlib@1.22.7"],
    ["POM", "org.apache.logging.log4j:log4j-core", "2.14.1", "pkg:maven/org.apache.logging.log4j/log4j-core@2.14.1?type=jar"],
    ["JAR", "org.apache.logging.log4j/log4j-core", "2.14.1", "pkg:maven/org.apache.logging.log4j/log4j-core@2.14.1"],
  ])("%s %s %s: %s", (manager, name, version, purl) => expect(identityOf(row(manager, name, version), null)).toEqual(identifyPurl(purl)?.identity));

  it.each([
    ["log4j-core", "root/.m2/repository/org/apache/logging/log4j/log4j-core/2.14.1/log4j-core-2.14.1.jar"],
    ["log4j-core", "app.jar/META-INF/maven/org.apache.logging.log4j/log4j-core/pom.properties"],
    ["org.apache.logging.log4j.log4j-core", "opt/app/log4j-core-2.14.1.jar"],
    ["org.apache.logging.log4j.log4j-core", "app.war:WEB-INF/lib/log4j-core-2.14.1.jar"],
  ])("a JAR %s at %s has the group that its path tells", (name, filePath) =>
    expect(identityOf(row("JAR", name, "2.14.1", { filePath }), null)).toMatchObject({ name: "org.apache.logging.log4j:log4j-core", version: "2.14.1" }),
  );

  it.each([
    [row("JAR", "log4j-core", "2.14.1"), "maven_group_missing"],
    [row("JAR", "log4j-core", "2.14.1", { filePath: "opt/app/lib/log4j-core-2.14.1.jar" }), "maven_group_missing"],
    [row("JAR", "org.eclipse.osgi", "3.1", { filePath: "opt/app/org.eclipse.osgi-3.1.jar" }), "maven_group_missing"],
    [row("JAR", "inner", "1", { filePath: "x/repository/g/outer/1/outer-1.jar" }), "maven_group_missing"],
    [row("NPM", "lodash", ""), "version_missing"],
    [row("NPM", "lodash", "NotAvailable"), "version_missing"],
    [row("NPM", "@scope", "1"), "name_unusable"],
    [row("NPM", "", "1"), "name_missing"],
    [row("", "x", "1"), "manager_unknown"],
    [row("CONDA", "x", "1"), "manager_unknown"],
  ])("%o names none: %s", (of, reason) => expect(identityOf(of, "DEBIAN_12")).toBe(reason));
});

it.each([
  ["OS", "x", "0:2.0.5-1.amzn2.0.1", "2.0.5-1.amzn2.0.1"],
  ["OS", "x", "1:2.0.5-1", "1:2.0.5-1"],
  ["GOBINARY", "golang.org/x/net", "0.38.0", "v0.38.0"],
  ["GOBINARY", "go/stdlib", "1.22.8", "1.22.8"],
  ["NPM", "lodash", "4.17.21", "4.17.21"],
  ["NPM", "lodash", "NotAvailable", null],
  ["OS", "x", "Not Available", null],
  ["OS", "x", "", null],
  ["CONDA", "x", "2", "2"],
])("the fix of %s %s, %s, is %s", (manager, name, text, fixed) => expect(fixedVersion(manager, name, text)).toBe(fixed));

describe("whatever a package is called, it is the one of a purl of any generator", () => {
  const name = fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9._+-]{0,20}$/);
  const version = fc.stringMatching(/^[0-9][A-Za-z0-9.+~_]{0,15}$/);
  const identified = (purl: string) => identifyPurl(purl)?.identity;
  const encoded = encodeURIComponent;

  it.each([
    ["UBUNTU_22_04", "deb/ubuntu", "jammy"],
    ["DEBIAN_11", "deb/debian", "debian-11.6"],
    ["AMAZON_LINUX_2023", "rpm/amazon", "2023"],
    ["FEDORA_40", "rpm/fedora", "fedora-40"],
    ["ALPINE_3_20", "apk/alpine", "3.20.1"],
  ])("on %s", (platform, type, distro) =>
    fc.assert(
      fc.property(name, version, version, fc.nat(3), (called, upstream, release, epoch) => {
        const purl = `pkg:${type}/${encoded(called)}@${encoded(`${upstream}-${release}`)}?arch=x86_64&distro=${distro}&epoch=${epoch}`;
        expect(identityOf(row("OS", called, upstream, { release, epoch }), platform)).toEqual(identified(purl));
      }),
    ),
  );

  it.each([
    ["NODEPKG", "npm/%40scope", "@scope/"],
    ["NPM", "npm", ""],
    ["PIP", "pypi", ""],
    ["CARGO", "cargo", ""],
    ["BUNDLER", "gem", ""],
    ["NUGET", "nuget", ""],
    ["COMPOSER", "composer/Vendor", "Vendor/"],
    ["JAR", "maven/org.group", "org.group:"],
    ["POM", "maven/org.group", "org.group/"],
  ])("of %s: %s", (manager, type, front) =>
    fc.assert(
      fc.property(name, version, (called, of) => {
        expect(identityOf(row(manager, front + called, of), null)).toEqual(identified(`pkg:${type}/${encoded(called)}@${encoded(of)}`));
      }),
    ),
  );
});

it("names a package that can be stored or gives a reason, whatever the texts are", () => {
  const managers = fc.constantFrom("OS", "NPM", "PIP", "JAR", "GOMOD", "NUGET", "CARGO", "COMPOSER", "GEMSPEC", "?");
  const text = fc.oneof(fc.string({ unit: "binary" }), fc.string({ unit: fc.constantFrom(..."aZ1.-_/@:%+~ ") }), fc.constantFrom("x".repeat(3_000)));
  const platforms = fc.oneof(fc.constantFrom(null, "DEBIAN_12", "RHEL_9", "WOLFI", "AMAZON_LINUX_2"), fc.string());
  fc.assert(
    fc.property(managers, text, text, text, fc.nat(3), fc.option(text), platforms, (manager, name, version, release, epoch, filePath, platform) => {
      const found = identityOf({ manager, name, version, release, epoch, filePath }, platform);
      if (typeof found === "string") return;
      expect(found.name).not.toBe("");
      expect(found.version).not.toMatch(/\p{Cc}|\p{Cs}/u);
    }),
    { numRuns: 2_000 },
  );
});
