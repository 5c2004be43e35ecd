import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { schemeOf, storedKey, versionKey } from "./index";

describe("schemes of ecosystems", () => {
  it.each([
    ["npm", "semver"],
    ["cargo", "semver"],
    ["hex", "semver"],
    ["golang", "golang"],
    ["pub", "semver-build"],
    ["julia", "semver-build"],
    ["gem", "rubygems"],
    ["composer", "packagist"],
    ["nuget", "nuget"],
    ["deb", "dpkg"],
    ["opam", "dpkg"],
    ["alpm", "alpm"],
    ["crates.io", "semver"],
    ["Go", "golang"],
    ["SwiftURL", "semver"],
    ["GitHub Actions", "semver"],
    ["ConanCenter", "semver"],
    ["Packagist:https://packages.drupal.org/8", "packagist"],
    ["Maven:https://maven.google.com", "maven"],
    ["Debian:12", "dpkg"],
    ["Ubuntu:Pro:18.04:LTS", "dpkg"],
    ["Alpine:v3.18", "apk"],
    ["Wolfi", "apk"],
    ["Red Hat:rhel_aus:8.4::appstream", "rpm"],
    ["SUSE:Linux Enterprise Server 15 SP5", "rpm"],
    ["Root:Alpine:3.18", "apk"],
    ["Root:PyPI", "pep440"],
    ["OSS-Fuzz", null],
    ["Android", null],
    ["unidentified", null],
    ["__proto__", null],
    ["constructor", null],
  ])("%s: %s", (ecosystem, scheme) => expect(schemeOf(ecosystem)).toBe(scheme));

  const list = join(import.meta.dirname, "../../../shared/corpus/vectors/osv-schema/ecosystems.json");
  if (!existsSync(list)) console.info("OSV's list of ecosystems is absent: skipped");
  it.skipIf(!existsSync(list))("every ecosystem of OSV has one, but for those whose order is their own, several or none", () => {
    const names = Object.keys(JSON.parse(readFileSync(list, "utf8")));
    expect(names.filter((name) => schemeOf(name) === null)).toEqual([
      "Android",
      "CleanStart",
      "Docker Hardened Images",
      "FreeBSD",
      "OSS-Fuzz",
      "Root",
      "TuxCare",
    ]);
  });
});

describe("the stored key of a version", () => {
  it("is that of its ecosystem's scheme", () => {
    expect(storedKey("gem", "1.0.rc1")).toEqual(versionKey("rubygems", "1.0.rc1"));
    expect(storedKey("opam", "v0.16.3")).not.toBeNull();
  });

  it("is null for a range, for what moves and where no order is known", () => {
    for (const [ecosystem, version] of [
      ["maven", "1.x"],
      ["npm", "^1.0.0"],
      ["composer", "dev-main"],
      ["composer", "1.x-dev"],
      ["golang", "(devel)"],
      ["generic", "1.0"],
      ["huggingface", "043235d6088ecd3dd5fb5ca3592b6913fd516027"],
    ] as const)
      expect(storedKey(ecosystem, version), `${ecosystem} ${version}`).toBeNull();
  });
});
