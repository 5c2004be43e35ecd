import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { identifyPurl, leafOf, nameCandidates, normaliseName, parsePurl, purlOf } from "./index";

/** purl -> ecosystem, name, version, release, repairs */
const table: [string, [string, string, string, string, ...string[]] | null][] = [
  ["pkg:npm/lodash@4.17.21", ["npm", "lodash", "4.17.21", ""]],
  ["pkg:npm/%40angular/core@12.3.1", ["npm", "@angular/core", "12.3.1", ""]],
  ["pkg:npm/@angular/core@12.3.1", ["npm", "@angular/core", "12.3.1", ""]],
  ["pkg:npm/@angular/core", ["npm", "@angular/core", "", ""]],
  ["pkg:npm/JSONStream@1.3.5", ["npm", "JSONStream", "1.3.5", ""]],
  ["pkg:npm/fsevents@2.3.2?vcs_url=git%2Bhttps://github.com/fsevents/fsevents.git", ["npm", "fsevents", "2.3.2", ""]],
  ["pkg:npm/foo%401.0.0", ["npm", "foo", "1.0.0", "", "version_in_name"]],
  ["pkg:npm/%40scope%2Fname@1.0.0", ["npm", "@scope/name", "1.0.0", "", "encoded_slash"]],
  ["pkg:npm/%40scope%2Fname%401.0.0", ["npm", "@scope/name", "1.0.0", "", "version_in_name", "encoded_slash"]],
  ["pkg:NPM/lodash@^4.17.21", ["npm", "lodash", "^4.17.21", ""]],
  ["pkg:pypi/Flask_Login@0.6.3", ["pypi", "flask-login", "0.6.3", ""]],
  ["pkg:pypi/zope.interface@5.4.0", ["pypi", "zope-interface", "5.4.0", ""]],
  ["pkg:PIP/requests@", ["pypi", "requests", "", "", "type_alias"]],
  ["pkg:maven/org.apache.logging.log4j/log4j-core@2.14.1?type=jar", ["maven", "org.apache.logging.log4j:log4j-core", "2.14.1", ""]],
  ["pkg:MAVEN/org.json:json@20230227", ["maven", "org.json:json", "20230227", "", "colon_separator"]],
  ["pkg:maven/io.micrometer%23micrometer-core/micrometer-core@1.10.0", ["maven", "io.micrometer#micrometer-core:micrometer-core", "1.10.0", ""]],
  ["pkg:golang/github.com/BurntSushi/toml@v1.2.0?type=module#cmd/tomlv", ["golang", "github.com/BurntSushi/toml", "v1.2.0", ""]],
  ["pkg:golang/github.com/!burnt!sushi/toml@v1.2.0", ["golang", "github.com/BurntSushi/toml", "v1.2.0", ""]],
  ["pkg:golang/github.com/docker/docker@v20.10.7%2Bincompatible", ["golang", "github.com/docker/docker", "v20.10.7+incompatible", ""]],
  ["pkg:nuget/Newtonsoft.Json@13.0.1", ["nuget", "newtonsoft.json", "13.0.1", ""]],
  ["pkg:composer/Laravel/Tinker@2.6.2", ["composer", "laravel/tinker", "2.6.2", ""]],
  ["pkg:github/Foo/Bar@v1", ["github", "foo/bar", "v1", ""]],
  ["pkg:deb/debian/libx11-6@2:1.7.2-1?arch=amd64&upstream=libx11&distro=debian-11", ["deb", "debian/libx11-6", "2:1.7.2-1", "debian-11"]],
  ["pkg:deb/debian/curl@7.88.1-10?distro=bookworm&arch=amd64", ["deb", "debian/curl", "7.88.1-10", "debian-12"]],
  ["pkg:deb/debian/curl@7.88.1-10?distro=debian-11.6", ["deb", "debian/curl", "7.88.1-10", "debian-11"]],
  [
    "pkg:deb/ubuntu/libstdc%2B%2B6@4.8.4-2ubuntu1%7E14.04.4?arch=amd64&distro=14.04&epoch=0",
    ["deb", "ubuntu/libstdc++6", "4.8.4-2ubuntu1~14.04.4", "ubuntu-14.04"],
  ],
  ["pkg:deb/ubuntu/login@4.1.5?arch=amd64&amp;epoch=1&amp;distro=ubuntu-14.04", ["deb", "ubuntu/login", "1:4.1.5", "ubuntu-14.04", "html_entities"]],
  ["pkg:rpm/fedora/dbus@1.14.10-1.fc39?arch=x86_64&distro=39&epoch=1", ["rpm", "fedora/dbus", "1:1.14.10-1.fc39", "fedora-39"]],
  ["pkg:rpm/rhel/gnupg2@2.3.3-4.el9?arch=x86_64&upstream=gnupg2-2.3.3-4.el9.src.rpm&distro=rhel-9.4", ["rpm", "rhel/gnupg2", "2.3.3-4.el9", "rhel-9.4"]],
  ["pkg:apk/alpine/musl@1.2.4-r0?arch=x86_64&distro=3.18.2", ["apk", "alpine/musl", "1.2.4-r0", "alpine-3.18"]],
  ["pkg:alpine/musl@1.2.3-r4?distro=alpine-3.17.3", ["apk", "alpine/musl", "1.2.3-r4", "alpine-3.17", "type_alias"]],
  ["pkg:xxx/xxx/xxx", ["xxx", "xxx/xxx", "", ""]],
  ["pkg:oci/redhat/operator@sha256:f9f928", ["oci", "redhat/operator", "sha256:f9f928", ""]],
  ["pkg:npm/bad%ZZname@1", ["npm", "bad%ZZname", "1", "", "bad_percent_encoding"]],
  ["pkg:npm/nul%00name@1", ["npm", "nulname", "1", "", "control_characters"]],
  ["pkg://npm/lodash@4.17.21", ["npm", "lodash", "4.17.21", ""]],
  ["lodash@4.17.21", null],
  ["pkg:npm/", null],
  ["pkg:npm/@1.0.0", null],
  ["pkg:maven/@1.0.0", null],
  ["", null],
];

describe("the identity in a purl", () => {
  for (const [purl, want] of table) {
    it(purl || "(empty)", () => {
      const got = identifyPurl(purl);
      if (want === null) return expect(got).toBeNull();
      const [ecosystem, name, version, release, ...repairs] = want;
      expect(got).toEqual({ identity: { ecosystem, name, version, release }, repairs });
    });
  }

  it("is the same after writing the identity as a purl and reading that", () => {
    for (const [purl, want] of table) {
      const got = identifyPurl(purl);
      if (want === null || got === null) continue;
      const text = purlOf(got.identity);
      expect(identifyPurl(text ?? "")?.identity, text ?? "").toEqual(got.identity);
    }
  });

  it("has no purl when it came without one", () => {
    expect(purlOf({ ecosystem: "unidentified", name: "libfoo", version: "1", release: "" })).toBeNull();
  });

  it("writes the canonical purl", () => {
    expect(purlOf({ ecosystem: "npm", name: "@scope/name", version: "1.0.0", release: "" })).toBe("pkg:npm/%40scope/name@1.0.0");
    expect(purlOf({ ecosystem: "rpm", name: "fedora/dbus", version: "1:1.14-1", release: "fedora-39" })).toBe(
      "pkg:rpm/fedora/dbus@1.14-1?distro=fedora-39&epoch=1",
    );
    expect(purlOf({ ecosystem: "maven", name: "g.h:a", version: "", release: "" })).toBe("pkg:maven/g.h/a");
  });

  it("never throws, whatever the text", () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: "binary" }),
          fc.string().map((s) => `pkg:npm/${s}`),
          fc.string().map((s) => `pkg:deb/debian/x@1?${s}`),
        ),
        (text) => {
          const got = identifyPurl(text);
          if (got !== null) expect(got.identity.name).not.toBe("");
          try {
            parsePurl(text);
          } catch (error) {
            expect(error).toHaveProperty("reason", "purl_unreadable");
          }
        },
      ),
      { numRuns: 2_000 },
    );
  });
});

describe("hostile purls", () => {
  it("take bounded time", { timeout: 10_000 }, () => {
    for (const unit of ["/", "@", "@1", "%", "%25", "a/", "&amp;", "?", "#", "&distro=", "\ud800", "%00"]) {
      const purl = `pkg:deb/${unit.repeat(100_000)}/x`;
      expect(() => identifyPurl(purl), unit).not.toThrow();
    }
  });
});

describe("names", () => {
  it("has the last segment as its leaf", () => {
    expect(leafOf("maven", "org.apache.logging.log4j:log4j-core")).toBe("log4j-core");
    expect(leafOf("deb", "debian/OpenSSL")).toBe("openssl");
    expect(leafOf("npm", "@angular/core")).toBe("core");
    expect(leafOf("npm", "lodash")).toBe("lodash");
  });

  it("is stored in one form per ecosystem", () => {
    expect(normaliseName("pypi", "Zope._Interface")).toBe("zope-interface");
    expect(normaliseName("nuget", "Newtonsoft.Json")).toBe("newtonsoft.json");
    expect(normaliseName("npm", "JSONStream")).toBe("JSONStream");
    expect(nameCandidates("Flask_Login")).toContain("flask-login");
  });
});
