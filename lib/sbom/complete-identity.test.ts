import { describe, expect, it } from "vitest";
import { type Bom, readBom } from "@/lib/sbom";
import { bytesOf, cyclonedx, npm, spdx } from "./test-documents";

const read = (components: unknown[], metadata?: unknown): Bom => readBom(bytesOf(cyclonedx({ components, ...(metadata ? { metadata } : {}) })));
const codes = (bom: Bom) => bom.warnings.map(({ code }) => code);
const identity = (component: Record<string, unknown>) => {
  const [first] = read([component]).components;
  return [first?.name, first?.version, first?.release];
};
const inSpdx = (entries: Record<string, unknown>[]) =>
  readBom(
    bytesOf(
      spdx({
        documentDescribes: undefined,
        packages: entries.map(({ purl, ...entry }, i) => ({
          SPDXID: `SPDXRef-${i}`,
          externalRefs: purl ? [{ referenceType: "purl", referenceLocator: purl }] : [],
          ...entry,
        })),
      }),
    ),
  );

describe("an npm scope that the purl lacks", () => {
  it("is taken from group or name, as a repair", () => {
    const bom = read([
      npm("core", "7", { group: "@babel" }),
      { name: "@vue/shared", purl: "pkg:npm/shared@3" },
      { group: "@acme", name: "tool", purl: "pkg:npm/acme/tool@1" },
    ]);
    expect(bom.components.map(({ name }) => name)).toEqual(["@acme/tool", "@babel/core", "@vue/shared"]);
    expect(bom.warnings).toEqual([expect.objectContaining({ code: "purl_repaired", count: 3 })]);
    const spdxBom = inSpdx([{ name: "@vue/shared", purl: "pkg:npm/shared@3" }]);
    expect(spdxBom.components[0]?.name).toBe("@vue/shared");
    expect(codes(spdxBom)).toEqual(["purl_repaired"]);
  });

  it("is not made up where the names disagree", () => {
    const bom = read([
      npm("a", "1", { group: "acme" }),
      { name: "@x/other", purl: "pkg:npm/b@1" },
      npm("c", "1", { group: "@" }),
      { group: "@x", name: "d", purl: "pkg:npm/y/d@1" },
    ]);
    expect(bom.components.map(({ name }) => name)).toEqual(["a", "b", "c", "y/d"]);
    expect(bom.warnings).toEqual([]);
  });

  it("lets the subject be recognised by it", () => {
    const subject = { name: "core", group: "@babel", version: "7", purl: "pkg:npm/core@7" };
    expect(read([{ ...subject, "bom-ref": "again" }], { component: { ...subject, "bom-ref": "shop" } }).accounting.skipped).toEqual([
      { reason: "root", count: 1 },
    ]);
  });
});

describe("purls that were written wrongly", () => {
  it.each([
    ["pkg:npm/foo%401.0.0", "foo", "1.0.0"],
    ["pkg:npm/%40scope%2Fname@1.0.0", "@scope/name", "1.0.0"],
  ])("%s is read with a warning", (purl, name, version) => {
    const bom = read([{ name: "x", purl }]);
    expect(bom.components[0]).toMatchObject({ ecosystem: "npm", name, version });
    expect(codes(bom)).toEqual(["purl_repaired"]);
  });

  it("noise qualifiers and the subpath make no other package", () => {
    const bom = read(
      ["", "?arch=x86_64", "?vcs_url=git%2Bhttps://x", "?checksum=sha256:00", "#lib/x"].map((rest) => ({ name: "x", purl: `pkg:npm/x@1${rest}` })),
    );
    expect(bom.accounting).toMatchObject({ taken: 1, merged: 4 });
  });
});

describe("a distro package", () => {
  it("gets an epoch that only its version has", () => {
    expect(identity({ name: "dbus", version: "1:1.12-8", purl: "pkg:rpm/rhel/dbus@1.12-8" })[1]).toBe("1:1.12-8");
    expect(identity({ name: "dbus", version: "1:1.12-9", purl: "pkg:rpm/rhel/dbus@1.12-8" })[1]).toBe("1.12-8");
    expect(identity({ name: "dbus", version: "0:1.12-8", purl: "pkg:rpm/rhel/dbus@1.12-8" })[1]).toBe("1.12-8");
    expect(identity({ name: "x", version: "1:2", purl: "pkg:npm/x@2" })[1]).toBe("2");
  });

  it("without a distro in its purl is of the document's only operating system, when that is its distro", () => {
    const packages = [
      { name: "curl", purl: "pkg:deb/debian/curl@7" },
      { name: "bash", purl: "pkg:deb/debian/bash@5?distro=debian-11" },
      { name: "musl", purl: "pkg:apk/alpine/musl@1" },
    ];
    const releases = (...systems: Record<string, unknown>[]) =>
      Object.fromEntries(
        read([...packages, ...systems.map((system) => ({ type: "operating-system", ...system }))]).components.map(({ name, release }) => [name, release]),
      );
    const [debian, wolfi] = [
      { name: "Debian GNU/Linux", version: "12" },
      { name: "wolfi", version: "2023" },
    ];
    expect(releases(debian)).toMatchObject({ "debian/curl": "debian-12", "debian/bash": "debian-11", "alpine/musl": "" });
    expect(releases(debian, wolfi)).toMatchObject({ "debian/curl": "" });
    expect(releases(wolfi)).toMatchObject({ "debian/curl": "" });
    const properties = Object.entries({ "syft:distro:id": "debian", "syft:distro:versionID": "12" }).map(([name, value]) => ({ name, value }));
    expect(releases({ name: "A system", properties })).toMatchObject({ "debian/curl": "debian-12" });
  });

  it("gets the same in SPDX", () => {
    const bom = inSpdx([
      { name: "alpine", versionInfo: "3.18.2", primaryPackagePurpose: "OPERATING-SYSTEM" },
      { name: "musl", versionInfo: "1.2", purl: "pkg:apk/alpine/musl@1.2" },
      { name: "dbus", versionInfo: "1:1.12-8", purl: "pkg:deb/debian/dbus@1.12-8" },
    ]);
    expect(bom.components.map(({ name, version, release }) => [name, version, release])).toEqual([
      ["alpine/musl", "1.2", "alpine-3.18"],
      ["debian/dbus", "1:1.12-8", ""],
      ["alpine", "3.18.2", ""],
    ]);
  });
});

describe("ranges in the place of versions", () => {
  it("stay as text, with a warning: of the purl, the version and CycloneDX 1.7's versionRange", () => {
    const bom = read([
      { name: "a", purl: "pkg:npm/a@%5E1.2.0" },
      { name: "b", version: "[1.0,2.0)" },
      { name: "c", versionRange: "vers:generic/>=8.7.1|<9.0.0", isExternal: true },
      { name: "d", version: "1.2.3" },
    ]);
    expect(bom.components.map(({ version }) => version)).toEqual(["^1.2.0", "[1.0,2.0)", "vers:generic/>=8.7.1|<9.0.0", "1.2.3"]);
    expect(bom.warnings).toEqual([expect.objectContaining({ code: "version_range", count: 3 })]);
  });
});
