import { describe, expect, it } from "vitest";
import { readIndicators } from "../index";
import { indicatorsOf, verdictsOf } from "../test-lists";

describe("JSON", () => {
  it.each<[string, unknown, string[]]>([
    ["a list of texts", ["npm:a@1.0.0", "@b/c@2.0.0"], ["npm:a@1.0.0", "npm:@b/c@2.0.0"]],
    [
      "names with versions",
      { "@a/b": ["4.1.1", "4.1.2"], "ngx-c": ["1.0.0"], "@d/e": "2.0.0" },
      ["npm:@a/b@4.1.1", "npm:@a/b@4.1.2", "npm:ngx-c@1.0.0", "npm:@d/e@2.0.0"],
    ],
    [
      "packages",
      { title: "Worm", updated: "2025-09-16", packages: [{ name: "@a/b", affectedVersions: ["1.0.0", "1.0.1"] }] },
      ["npm:@a/b@1.0.0", "npm:@a/b@1.0.1"],
    ],
    ["ecosystems above names", { npm: { a: ["1.0.0"] }, pypi: ["b==2.0", "c"] }, ["npm:a@1.0.0", "pypi:b@2.0", "pypi:c@*"]],
    [
      "records",
      [
        { ecosystem: "PyPI", package: "A_b", version: "1.0" },
        { registry: "npm", name: "c", versions: "1.0.0 || 1.0.1" },
      ],
      ["pypi:a-b@1.0", "npm:c@1.0.0", "npm:c@1.0.1"],
    ],
    [
      "purls",
      [
        { purl: "pkg:npm/a@1.0.0", severity: "high" },
        { purl: "pkg:gem/b", versions: ["1.0"] },
      ],
      ["npm:a@1.0.0", "gem:b@1.0"],
    ],
    [
      "an advisory of GitHub",
      { ghsa_id: "GHSA-jfh8-c2jp-5v3q", vulnerabilities: [{ package: { ecosystem: "npm", name: "a" }, vulnerable_version_range: ">= 1.0.0, < 1.0.5" }] },
      ["npm:a@>=1.0.0,<1.0.5"],
    ],
    [
      "versions as objects",
      { packages: { "@a/b": { versions: [{ version: "1.0.0", published: "x" }] }, "@a/c": { compromised_versions: ["2.0.0"] } } },
      ["npm:@a/b@1.0.0", "npm:@a/c@2.0.0"],
    ],
    ["names with dates", { "@a/b": { "1.0.0": "2025-01-01", "1.0.1": "2025-01-02" } }, ["npm:@a/b@1.0.0", "npm:@a/b@1.0.1"]],
  ])("%s", (_shape, value, expected) => expect(indicatorsOf(JSON.stringify(value))).toEqual(expected));

  it("has a verdict for each record, at the line where it starts, and for what describes the list", () => {
    const text = `{
  "title": "Worm",
  "ecosystem": "npm",
  "packages": [
    { "name": "a",
      "versions": ["1.0.0"] },
    { "name": "a", "version": "1.0.0" },
    { "name": "two words", "version": "1.0.0" },
    { "version": "1.0.0" },
  ]
}`;
    const list = readIndicators(text);
    expect(verdictsOf(list)).toEqual(["2 comment", "3 comment", "5 read", "7 duplicate", "8 rejected no_indicator", "9 comment"]);
    expect(list.ecosystem).toEqual({ value: "npm", from: "list" });
    expect(list.lines).toBe(11);
  });

  it("is read line by line where each line is a value of its own, and as text where it is none", () => {
    expect(readIndicators('{"name":"a","version":"1.0.0","ecosystem":"npm"}\n{"name":"b","version":"1.0.0"}\n')).toMatchObject({
      format: "json-lines",
      counts: { read: 2, rejected: 0 },
    });
    expect(indicatorsOf('[npm] a@1.0.0\n"npm:b@1.0.0",\n')).toEqual(["npm:a@1.0.0", "npm:b@1.0.0"]);
    expect(indicatorsOf('{"\u201cnpm:a@1.0.0\u201d": nonsense')).toEqual(["npm:a@1.0.0"]);
  });

  it("reads a list that has a name and a version of its own, and says of other indicators what the list calls them", () => {
    const value = {
      name: "my-list",
      version: "2.0.0",
      malicious_packages: { npm: { foo: { versions: ["1.0.0"], severity: "c" } }, pypi: [{ name: "x", version: "1.0" }] },
      iocs: { domains: ["evil.com"], sha256: ["ab".repeat(32)], files: ["bundle.js"] },
    };
    expect(indicatorsOf(JSON.stringify(value))).toEqual(["my-list@2.0.0", "npm:foo@1.0.0", "pypi:x@1.0", `sha256:${"ab".repeat(32)}`]);
    expect(verdictsOf(readIndicators(JSON.stringify(value))).filter((verdict) => / rejected/.test(verdict))).toEqual([
      "1 rejected domain",
      "1 rejected file_name",
    ]);
    expect(indicatorsOf('{"name":"a","version":"1.0.0","dependencies":{"b":"^2.0.0"}}', { ecosystem: "npm" })).toEqual(["npm:a@1.0.0"]);
  });

  it.each<[unknown, string[]]>([
    [{ details: { packages: ["a@1.0.0", { name: "b", version: "2.0.0" }, "c"] } }, ["npm:a@1.0.0", "npm:b@2.0.0", "npm:c@*"]],
    [{ updated: [{ name: "a", version: "1.0.0" }] }, ["npm:a@1.0.0"]],
    [{ published: { axios: ["1.14.1"], b: "2.0.0" } }, ["npm:axios@1.14.1", "npm:b@2.0.0"]],
    [{ tags: ["axios@1.14.1"] }, ["npm:axios@1.14.1"]],
    [{ registry: { npm: { axios: ["1.14.1"] } } }, ["npm:axios@1.14.1"]],
    [{ first: "axios@1.14.1", second: "see b" }, ["npm:axios@1.14.1"]],
    [{ axios: ["1.14.1"], title: ["1.0.0"], tags: ["2.0.0"], meta: ["3.0.0"] }, ["npm:axios@1.14.1", "npm:title@1.0.0", "npm:tags@2.0.0", "npm:meta@3.0.0"]],
    [
      { axios: "1.14.1", title: "1.0.0", url: "2.0.0", id: "3.0.0", updated: "2025-09-16", version: "1.2.3", severity: "9.8" },
      ["npm:axios@1.14.1", "npm:title@1.0.0", "npm:url@2.0.0", "npm:id@3.0.0"],
    ],
    [{ packages: { url: ["1.0.0"] } }, ["npm:url@1.0.0"]],
    [{ packages: { title: "1.0.0" } }, ["npm:title@1.0.0"]],
    [{ npm: { meta: ["1.0.0"] } }, ["npm:meta@1.0.0"]],
  ])("loses no package for a name or a place that is a word for metadata: %j", (value, expected) => {
    expect(indicatorsOf(JSON.stringify(value), { ecosystem: "npm" })).toEqual(expected);
  });

  it.each<[unknown, string[]]>([
    [
      { tags: ["worm", "npm"], authors: [{ name: "Somebody" }], references: ["https://www.npmjs.com/package/a", { type: "WEB", url: "https://x.test" }] },
      ["1 comment", "1 comment", "1 comment", "1 comment", "1 comment", "1 comment"],
    ],
    [
      { metadata: { version: "1.0.0", tool_version: "2.0.0", updated: "2025-09-16", score: "9.8", by: { year: ["2025"] }, tags: [] }, stats: {} },
      Array(7).fill("1 comment"),
    ],
    [
      { a: ["1.0.0"], ips: ["1.2.3.4"], url: ["https://x.test"], tags: [], hosts: [] },
      ["1 read", "1 rejected ip_address", "1 rejected url", "1 comment", "1 comment"],
    ],
    [{ a: ["1.0.0"], meta: { version: "1.0.0", updated: "2025-09-16" } }, ["1 read", "1 comment", "1 comment"]],
    [{ tags: ["1.0.0", "1.0.1"] }, ["1 rejected version_only"]],
    [{ a: { fixed: ["1.0.1"] } }, ["1 rejected no_affected_version"]],
    [{ a: { fixed: false, "dist-tags": { latest: "1.0.1" } } }, ["1 comment", "1 rejected no_affected_version"]],
  ])("makes no package of what a list says of itself, and has a verdict for each of it: %j", (value, expected) => {
    expect(verdictsOf(readIndicators(JSON.stringify(value), { ecosystem: "npm" }))).toEqual(expected);
  });

  it.each<[unknown, string[]]>([
    [{ package: "axios", patched_versions: ["1.14.2"] }, ["1 rejected no_affected_version"]],
    [{ package: { name: "axios", ecosystem: "npm" }, first_patched_version: { identifier: "1.14.2" } }, ["1 rejected no_affected_version"]],
    [{ package: "axios", versions: ["1.14.1"], patched_versions: ["1.14.2"] }, ["1 read any_ecosystem"]],
  ])("does not look for versions that are well again: %j", (value, expected) => {
    expect(verdictsOf(readIndicators(JSON.stringify(value)))).toEqual(expected);
  });

  it("keeps names that are properties of every object", () => {
    expect(indicatorsOf('{"__proto__": ["1.0.0"], "constructor": ["1.0.0"]}', { ecosystem: "npm" })).toEqual(["npm:__proto__@1.0.0", "npm:constructor@1.0.0"]);
  });
});

describe("records of the OSV schema", () => {
  const record = (affected: unknown[], more: object = {}) => ({ id: "MAL-2025-1", modified: "2025-01-01T00:00:00Z", affected, ...more });
  it.each<[string, unknown[], string[]]>([
    ["listed versions", [{ package: { ecosystem: "npm", name: "a" }, versions: ["1.0.0", "1.0.1"] }], ["npm:a@1.0.0", "npm:a@1.0.1"]],
    ["every version", [{ package: { ecosystem: "PyPI", name: "A_b" }, ranges: [{ type: "ECOSYSTEM", events: [{ introduced: "0" }] }] }], ["pypi:a-b@*"]],
    [
      "ranges",
      [
        {
          package: { ecosystem: "npm", name: "a" },
          ranges: [{ type: "SEMVER", events: [{ introduced: "0" }, { fixed: "1.0.0" }, { introduced: "2.0.0" }, { last_affected: "2.1.0" }] }],
        },
      ],
      ["npm:a@<1.0.0", "npm:a@>=2.0.0 <=2.1.0"],
    ],
    [
      "a list beside everything",
      [{ package: { ecosystem: "npm", name: "a" }, versions: ["1.0.0"], ranges: [{ type: "SEMVER", events: [{ introduced: "0" }] }] }],
      ["npm:a@1.0.0"],
    ],
    [
      "Maven and crates",
      [
        { package: { ecosystem: "Maven", name: "g:a" }, versions: ["1"] },
        { package: { ecosystem: "crates.io", name: "c" }, versions: ["1.0.0"] },
      ],
      ["maven:g:a@1", "cargo:c@1.0.0"],
    ],
    ["nothing by name", [], ["MAL-2025-1"]],
  ])("with %s", (_what, affected, expected) => {
    const list = readIndicators(JSON.stringify(record(affected)));
    expect(list.format).toBe("osv");
    expect(indicatorsOf(JSON.stringify([record(affected)]))).toEqual(expected);
  });

  it("say what was not taken: a release, an ecosystem without packages, a withdrawal", () => {
    const list = readIndicators(
      JSON.stringify(
        record(
          [
            { package: { ecosystem: "Debian:12", name: "openssl" }, versions: ["3.0.11-1"] },
            { package: { ecosystem: "OSS-Fuzz", name: "x" }, versions: ["1"] },
          ],
          { withdrawn: "2025-02-01T00:00:00Z" },
        ),
      ),
    );
    expect(verdictsOf(list)).toEqual(["1 read release_ignored", "1 rejected no_package"]);
    expect(list.verdicts[0]?.message).toContain("withdrawn");
  });
});
