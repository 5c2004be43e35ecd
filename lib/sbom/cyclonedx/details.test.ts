import { describe, expect, it } from "vitest";
import { type Bom, type ComponentDetails, readBom } from "@/lib/sbom";
import { bytesOf, cyclonedx, npm } from "../test-documents";

const read = (parts: Record<string, unknown>): Bom => readBom(bytesOf(cyclonedx(parts)), { details: true });
const codes = (bom: Bom) => bom.warnings.map(({ code }) => code);
const properties = (values: Record<string, string>) => Object.entries(values).map(([name, value]) => ({ name, value }));

/** Details of the only component. */
function detailsOf(component: Record<string, unknown>): ComponentDetails {
  const [details, ...others] = read({ components: [component] }).details ?? [];
  expect(others).toEqual([]);
  if (details === undefined) throw new Error("no component");
  return details;
}

const sha = (digit: string, digits = 64) => digit.repeat(digits);

describe("what a CycloneDX component says", () => {
  it("is read only on demand, and changes nothing else", () => {
    const bytes = bytesOf(cyclonedx({ components: [npm("b"), npm("a")], services: [{ name: "s" }] }));
    const plain = readBom(bytes);
    expect(plain).toMatchObject({ details: null, rootDetails: null, origin: null });
    const full = readBom(bytes, { details: true });
    expect(full.details?.map(({ name }) => name)).toEqual(["a", "b"]);
    expect({ ...full, details: null, rootDetails: null, origin: null }).toEqual(plain);
  });

  it("holds everything that is written", () => {
    const details = detailsOf({
      type: "framework",
      group: "org.acme",
      name: "tool",
      version: "1",
      purl: "pkg:maven/org.acme/tool@1?type=jar",
      cpe: "cpe:2.3:a:acme:tool:1:*:*:*:*:*:*:*",
      supplier: { name: "Acme", url: ["https://acme.example"], contact: [{ name: "Desk", email: "desk@acme.example" }] },
      authors: [{ name: "Ann", email: "ann@acme.example" }, { name: "Bob" }, null],
      publisher: "Not asked",
      description: " A tool.\u0000 ",
      copyright: "(c) Acme",
      isExternal: true,
      hashes: [
        { alg: "SHA-512", content: sha("B", 128) },
        { alg: "MD5", content: sha("a", 32) },
      ],
      externalReferences: [
        { type: "distribution", url: "https://acme.example/tool.jar", hashes: [{ alg: "SHA-1", content: sha("c", 40) }] },
        { type: "website", url: "https://acme.example/tool" },
        { type: "vcs", url: "https://git.acme.example/tool" },
        { type: "vcs", url: "https://elsewhere.example" },
      ],
    });
    expect(details).toEqual({
      type: "framework",
      name: "tool",
      group: "org.acme",
      purls: ["pkg:maven/org.acme/tool@1?type=jar"],
      cpes: ["cpe:2.3:a:acme:tool:1:*:*:*:*:*:*:*"],
      supplier: "Acme",
      author: "Ann, Bob",
      contacts: ["ann@acme.example", "desk@acme.example", "https://acme.example"],
      licences: { declared: [], concluded: [], observed: [] },
      copyright: "(c) Acme",
      description: "A tool.",
      hashes: [
        { algorithm: "MD5", value: sha("a", 32) },
        { algorithm: "SHA-512", value: sha("b", 128) },
      ],
      distributionHashes: [{ algorithm: "SHA-1", value: sha("c", 40) }],
      sourcePackage: null,
      distro: null,
      epoch: null,
      duplicateOf: null,
      fileName: null,
      traits: { executable: null, archive: null, structured: null },
      isExternal: true,
      downloadUrl: "https://acme.example/tool.jar",
      homepageUrl: "https://acme.example/tool",
      repositoryUrl: "https://git.acme.example/tool",
    } satisfies ComponentDetails);
  });

  it("names the maker by the first field that does", () => {
    const maker = (fields: Record<string, unknown>) => detailsOf({ name: "x", ...fields }).author;
    expect(maker({ manufacturer: { name: "M" }, authors: [{ name: "A" }] })).toBe("M");
    expect(maker({ author: "Old", publisher: "P" })).toBe("Old");
    expect(maker({ publisher: "P" })).toBe("P");
    expect(maker({})).toBeNull();
  });

  it("keeps licences apart by who says so, NONE and NOASSERTION as they are", () => {
    const { licences } = detailsOf({
      name: "x",
      licenses: [
        { license: { id: "MIT" } },
        { license: { name: "Own licence", acknowledgement: "declared" } },
        { expression: "MIT OR Apache-2.0", acknowledgement: "concluded" },
        { license: { name: "NOASSERTION" } },
        { license: { url: "https://example.org/licence" } },
        "Zlib",
        null,
        { license: null },
        { license: { id: "MIT", acknowledgement: "declared" } },
      ],
      evidence: { licenses: [{ license: { id: "BSD-3-Clause" } }, { expression: "NONE" }] },
    });
    expect(licences).toEqual({
      declared: ["MIT", "NOASSERTION", "Own licence", "Zlib", "https://example.org/licence"],
      concluded: ["MIT OR Apache-2.0"],
      observed: ["BSD-3-Clause", "NONE"],
    });
  });

  it("has all purls in canonical form, the identity's first, and all CPE names", () => {
    const details = detailsOf({
      name: "curl",
      purl: "pkg:deb/debian/curl@7.88.1-10?distro=debian-12&arch=amd64",
      evidence: {
        identity: [
          { field: "purl", concludedValue: "pkg:generic/curl@7.88.1" },
          { field: "purl", concludedValue: "not a purl" },
          { field: "cpe", concludedValue: "cpe:/a:haxx:curl:7.88.1" },
          { field: "name", concludedValue: "curl" },
          null,
        ],
      },
      properties: properties({ "syft:cpe23": "cpe:2.3:a:haxx:curl:7.88.1:*:*:*:*:*:*:*" }),
    });
    expect(details.purls).toEqual(["pkg:deb/debian/curl@7.88.1-10?arch=amd64&distro=debian-12", "pkg:generic/curl@7.88.1"]);
    expect(details.cpes).toEqual(["cpe:/a:haxx:curl:7.88.1", "cpe:2.3:a:haxx:curl:7.88.1:*:*:*:*:*:*:*"]);
    const single = detailsOf({ name: "x", purl: "pkg:npm/x@1", evidence: { identity: { field: "purl", concludedValue: "pkg:npm/y@1" } } });
    expect(single.purls).toEqual(["pkg:npm/x@1", "pkg:npm/y@1"]);
    // A purl that had to be repaired is given as it should have been written.
    expect(detailsOf({ name: "foo", purl: "pkg:npm/foo%401.0.0" }).purls).toEqual(["pkg:npm/foo@1.0.0"]);
    expect(detailsOf({ name: "odd", purl: "broken" }).purls).toEqual([]);
  });

  it("takes hashes by any spelling of their algorithm and warns of malformed ones", () => {
    const bom = read({
      components: [
        {
          name: "x",
          hashes: [
            { alg: "sha256", content: sha("A") },
            { alg: "SHA-256", content: "short" },
            { alg: "CRC", content: "00" },
            null,
            { alg: "BLAKE3", content: "0f" },
          ],
        },
      ],
    });
    expect(bom.details?.[0]?.hashes).toEqual([
      { algorithm: "BLAKE3", value: "0f" },
      { algorithm: "SHA-256", value: sha("a") },
    ]);
    expect(bom.components[0]?.sha256).toBe(sha("a"));
    expect(bom.warnings).toEqual([expect.objectContaining({ code: "hash_malformed", count: 3, pointers: [1, 2, 3].map((i) => `/components/0/hashes/${i}`) })]);
  });

  it("keeps each type, also of models, data and cryptography; what is unknown is other", () => {
    const typed = ["machine-learning-model", "data", "cryptographic-asset", "platform", "device-driver"];
    const bom = read({ components: [...typed, "component-choice", undefined].map((type, i) => ({ type, name: `c${i}` })) });
    expect(bom.details?.map(({ type }) => type)).toEqual([...typed, "other", "library"]);
  });

  it("of duplicates is united: lists together, the first of single values", () => {
    const bom = read({
      components: [
        npm("a", "1", { description: "first", hashes: [{ alg: "SHA-1", content: sha("1", 40) }], isExternal: true }),
        npm("b", "1"),
        npm("a", "1", {
          "bom-ref": "a2",
          description: "second",
          supplier: { name: "S" },
          licenses: [{ license: { id: "MIT" } }],
          hashes: [{ alg: "SHA-1", content: sha("2", 40) }],
        }),
      ],
    });
    expect(bom.details).toHaveLength(2);
    expect(bom.details?.[0]).toMatchObject({
      description: "first",
      supplier: "S",
      isExternal: false,
      licences: { declared: ["MIT"] },
      hashes: [{ value: sha("1", 40) }, { value: sha("2", 40) }],
      purls: ["pkg:npm/a@1"],
    });
  });

  it("tells of the subject and of the document's making", () => {
    const bom = read({
      metadata: {
        tools: [{ vendor: "x", name: "maker", version: "3" }, { name: "npm" }],
        authors: [{ name: "Ann", email: "ann@acme.example" }],
        manufacturer: { name: "Acme" },
        supplier: { name: "Seller" },
        lifecycles: [{ phase: "build" }, { name: "own" }, 7],
        licenses: [{ license: { id: "CC0-1.0" } }],
        component: { type: "container", name: "shop", purl: "pkg:oci/shop@sha256%3Aaa", supplier: { name: "Acme" } },
      },
    });
    expect(bom.rootDetails).toMatchObject({ type: "container", name: "shop", supplier: "Acme", purls: ["pkg:oci/shop@sha256:aa"] });
    expect(bom.origin).toEqual({
      authors: [
        { name: "Ann", contact: "ann@acme.example" },
        { name: "Acme", contact: null },
      ],
      supplier: "Seller",
      tools: ["maker 3", "npm"],
      lifecycles: ["build", "own"],
      licences: ["CC0-1.0"],
      licenceNames: [],
    });
  });

  it("survives nulls and wrong types in every field", () => {
    for (const value of [null, 7, "text", [], {}, [null], [[]], [{}], { url: 5 }]) {
      const fields = [
        "hashes",
        "licenses",
        "externalReferences",
        "properties",
        "supplier",
        "manufacturer",
        "authors",
        "author",
        "evidence",
        "identifiers",
        "parties",
      ];
      for (const field of fields) expect(detailsOf({ name: "x", [field]: value }).name, field).toBe("x");
      expect(detailsOf({ name: "x", evidence: { identity: value, licenses: value, copyright: value } }).name).toBe("x");
    }
  });

  it("of 2.0's shape is read too: identifiers and parties", () => {
    const bom = read({
      components: [
        {
          name: "tool",
          version: "1",
          identifiers: [
            {
              identities: [
                { scheme: "purl", value: "pkg:maven/org.acme/tool@1" },
                { scheme: "cpe", value: "cpe:2.3:a:acme:tool:1:*:*:*:*:*:*:*" },
              ],
            },
          ],
          parties: [
            { roles: [{ role: "supplier" }, { role: "manufacturer" }], organization: { legalName: "Acme, Inc.", url: [{ url: "https://acme.example" }] } },
            { roles: [{ role: "author" }], person: { name: "Ann", email: [{ address: "ann@acme.example" }] } },
            "by-reference",
          ],
        },
      ],
    });
    expect(bom.components[0]).toMatchObject({ ecosystem: "maven", name: "org.acme:tool" });
    expect(bom.details?.[0]).toMatchObject({
      supplier: "Acme, Inc.",
      author: "Acme, Inc., Ann",
      contacts: ["ann@acme.example", "https://acme.example"],
      cpes: ["cpe:2.3:a:acme:tool:1:*:*:*:*:*:*:*"],
    });
  });
});

describe("distro packages, by each generator's own fields", () => {
  it("syft: qualifiers of the purl", () => {
    const binary = (purl: string) => detailsOf({ name: "x", purl });
    expect(binary("pkg:deb/debian/libx11-6@2:1.7.2-1?arch=amd64&upstream=libx11&distro=debian-11")).toMatchObject({
      sourcePackage: { name: "libx11", version: "2:1.7.2-1" },
      distro: "debian-11",
      epoch: 2,
    });
    expect(binary("pkg:deb/debian/libgcc-s1@12.2.0-14?upstream=gcc-12%4012.2.0-13&distro=debian-12").sourcePackage).toEqual({
      name: "gcc-12",
      version: "12.2.0-13",
    });
    expect(binary("pkg:rpm/rhel/dbus-libs@1.12.20-8.el9?epoch=1&upstream=dbus-1.12.20-8.el9.src.rpm&distro=rhel-9.4")).toMatchObject({
      sourcePackage: { name: "dbus", version: "1:1.12.20-8.el9" },
      distro: "rhel-9.4",
      epoch: 1,
    });
    expect(binary("pkg:alpine/ssl_client@1.35.0-r17?upstream=busybox&distro=alpine-3.16.2")).toMatchObject({
      purls: ["pkg:apk/alpine/ssl_client@1.35.0-r17?distro=alpine-3.16.2&upstream=busybox"],
      sourcePackage: { name: "busybox", version: "1.35.0-r17" },
      distro: "alpine-3.16",
      epoch: null,
    });
  });

  it("syft: properties, where the purl is silent", () => {
    const binary = (purl: string, values: Record<string, string>) => detailsOf({ name: "x", purl, properties: properties(values) }).sourcePackage;
    const deb = "pkg:deb/debian/libc6@2.36-9?distro=debian-12";
    expect(binary(deb, { "syft:metadata:source": "glibc" })).toEqual({ name: "glibc", version: "2.36-9" });
    expect(binary(deb, { "syft:metadata:source": "glibc", "syft:metadata:sourceVersion": "2.36-8" })).toEqual({ name: "glibc", version: "2.36-8" });
    expect(binary("pkg:apk/alpine/libssl3@3.1.4-r0", { "syft:metadata:originPackage": "openssl" })).toEqual({ name: "openssl", version: "3.1.4-r0" });
    expect(binary("pkg:rpm/rhel/zlib@1.2.11-40.el9", { "syft:metadata:sourceRpm": "zlib-1.2.11-40.el9.src.rpm" })).toEqual({
      name: "zlib",
      version: "1.2.11-40.el9",
    });
    expect(binary(deb, { "syft:metadata:source": "" })).toBeNull();
  });

  it("Trivy: properties with epoch, version and release apart", () => {
    const trivy = (values: Record<string, string>) =>
      detailsOf({
        name: "openssl-libs",
        purl: "pkg:rpm/centos/openssl-libs@1.0.2k-16.el7?arch=x86_64&distro=centos-7.6.1810&epoch=1",
        properties: properties(Object.fromEntries(Object.entries(values).map(([name, value]) => [`aquasecurity:trivy:${name}`, value]))),
      });
    expect(trivy({ SrcName: "openssl", SrcVersion: "1.0.2k", SrcRelease: "16.el7", SrcEpoch: "1" })).toMatchObject({
      sourcePackage: { name: "openssl", version: "1:1.0.2k-16.el7" },
      distro: "centos-7.6.1810",
      epoch: 1,
    });
    expect(trivy({ SrcName: "openssl", SrcVersion: "1.0.2k-16.el7", SrcEpoch: "0" }).sourcePackage).toEqual({ name: "openssl", version: "1.0.2k-16.el7" });
  });

  it("Amazon's sbomgen: qualifiers, sources around their binaries, duplicates of distro packages", () => {
    const collected = properties({ "amazon:inspector:sbom_generator:source_package_collector": "debian-dpkg" });
    const bom = read({
      components: [
        { type: "operating-system", name: "Debian GNU/Linux", version: "12" },
        {
          name: "audit",
          purl: "pkg:deb/debian/audit@3.0.9-1?arch=all&distro=bookworm&epoch=1",
          properties: collected,
          components: [{ name: "libaudit1", purl: "pkg:deb/debian/libaudit1@3.0.9-1?arch=amd64&distro=bookworm&epoch=1", properties: collected }],
        },
        { name: "libacl1", purl: "pkg:deb/debian/libacl1@2.3.1-1?distro=bookworm&epoch=0&source=acl", properties: collected },
        {
          name: "gpg",
          purl: "pkg:pypi/gpg@1.15.1",
          properties: properties({ "amazon:inspector:sbom_generator:duplicate_purl": "pkg:rpm/amazon/python3-gpg@1.15.1-6?epoch=0&distro=2023" }),
        },
      ],
    });
    const byName = new Map(bom.details?.map((details) => [details.name, details]));
    expect(byName.get("audit")).toMatchObject({ sourcePackage: null, epoch: 1, distro: "debian-12" });
    expect(byName.get("libaudit1")).toMatchObject({ sourcePackage: { name: "audit", version: "1:3.0.9-1" }, epoch: 1 });
    expect(byName.get("libacl1")).toMatchObject({ sourcePackage: { name: "acl", version: null }, epoch: null });
    expect(byName.get("gpg")).toMatchObject({ duplicateOf: "pkg:rpm/amazon/python3-gpg@1.15.1-6?distro=2023&epoch=0" });
  });

  it("Amazon's sbomgen: a language package that a distro package holds is that one, wherever it stands; one without it stands for itself", () => {
    const duplicate = (ref: string, name: string, of: string) => ({
      "bom-ref": ref,
      name,
      purl: `pkg:pypi/${name}@1.15.1`,
      properties: properties({
        "amazon:inspector:sbom_generator:is_duplicate_package": "true",
        "amazon:inspector:sbom_generator:duplicate_purl": of,
      }),
    });
    const owner = "pkg:rpm/amazon/python3-gpg@1.15.1-6?arch=x86_64&distro=2023&epoch=0";
    const bom = read({
      metadata: { tools: { components: [{ type: "application", name: "inspector-sbomgen", version: "1.1.0" }] } },
      components: [
        duplicate("a", "gpg", owner),
        duplicate("b", "rpm", "pkg:rpm/amazon/python3-rpm@4"),
        { "bom-ref": "c", name: "python3-gpg", purl: owner },
        { "bom-ref": "d", name: "app", purl: "pkg:pypi/app@1" },
      ],
      dependencies: [{ ref: "d", dependsOn: ["a"] }],
    });
    expect(bom.components.map(({ name }) => name)).toEqual(["app", "rpm", "amazon/python3-gpg"]);
    expect(bom.accounting).toMatchObject({ total: 4, taken: 3, merged: 1 });
    expect(codes(bom)).toContain("distro_duplicate");
    expect([...bom.graph.targets]).toEqual([2]);
    expect(bom.details?.[2]?.purls).toEqual([expect.stringContaining("pkg:rpm/amazon/python3-gpg@1.15.1-6"), "pkg:pypi/gpg@1.15.1"]);
  });

  it("Inspector's scanner: sources around their binaries without any mark of it", () => {
    const audit = {
      name: "audit",
      purl: "pkg:deb/debian/audit@3.0.9-1?distro=bookworm&epoch=1",
      components: [{ name: "libaudit1", purl: "pkg:deb/debian/libaudit1@3.0.9-1?distro=bookworm&epoch=1" }],
    };
    const scanned = read({ metadata: { tools: { services: [{ name: "Amazon Inspector Scan SBOM API", version: "1" }] } }, components: [audit] });
    expect(scanned.details?.map(({ name, sourcePackage }) => [name, sourcePackage?.name ?? null])).toEqual([
      ["audit", null],
      ["libaudit1", "audit"],
    ]);
    expect(read({ components: [audit] }).details?.map(({ sourcePackage }) => sourcePackage)).toEqual([null, null]);
  });

  it("Amazon Inspector's export: purls of the type dpkg, source files named as RPMs are", () => {
    const bom = read({ components: [{ name: "libgmp10", purl: "pkg:dpkg/libgmp10@6.1.2+dfsg-4?arch=ARM64&epoch=2&upstream=gmp-6.1.2+dfsg-4.src.dpkg" }] });
    expect(bom.components[0]).toMatchObject({ ecosystem: "deb", name: "libgmp10", version: "2:6.1.2+dfsg-4" });
    expect(bom.details?.[0]?.sourcePackage).toEqual({ name: "gmp", version: "2:6.1.2+dfsg-4" });
    expect(codes(bom)).toEqual(["purl_repaired"]);
  });

  it("SCALIBR: source name and version in qualifiers", () => {
    expect(detailsOf({ name: "x", purl: "pkg:deb/debian/libacl1@2.3.1-3%2Bb1?distro=bookworm&source=acl&sourceversion=2.3.1-3" }).sourcePackage).toEqual({
      name: "acl",
      version: "2.3.1-3",
    });
    expect(detailsOf({ name: "x", purl: "pkg:rpm/fedora/gcc-libs@13-1?sourcerpm=gcc-13-1.src.rpm" }).sourcePackage).toEqual({ name: "gcc", version: "13-1" });
    expect(detailsOf({ name: "x", purl: "pkg:apk/alpine/libz@1.3-r0?origin=zlib" }).sourcePackage).toEqual({ name: "zlib", version: "1.3-r0" });
  });

  it("other packages have none of it, whatever their qualifiers", () => {
    expect(detailsOf({ name: "x", purl: "pkg:npm/x@1?distro=debian-12&upstream=y" })).toMatchObject({ sourcePackage: null, distro: null, epoch: null });
  });
});

describe("other fields of generators", () => {
  it("cdxgen: the archive's address, and the scope by Gradle configuration", () => {
    const gradle = (value: string, scope?: string) =>
      read({ components: [npm("x", "1", { scope, properties: properties({ GradleProfileName: value }) })] }).components[0]?.scope;
    expect(detailsOf({ name: "x", properties: properties({ ResolvedUrl: "https://registry.example/x.tgz" }) }).downloadUrl).toBe(
      "https://registry.example/x.tgz",
    );
    expect([
      gradle("testRuntimeClasspath", "optional"),
      gradle("annotationProcessor"),
      gradle("runtimeClasspath", "optional"),
      gradle("compileClasspath"),
    ]).toEqual(["test", "build", "optional", "runtime"]);
  });

  it("hermeto: build dependencies of Python packages, and where and as what an archive came", () => {
    const bom = read({
      components: [
        {
          name: "setuptools",
          purl: `pkg:pypi/setuptools@70?checksum=sha256:${sha("a")},crc:1&download_url=https://example.org/s.zip&vcs_url=git%2Bhttps://example.org/s@1`,
          properties: properties({ "hermeto:found_by": "hermeto", "cdx:pip:package:build-dependency": "true" }),
        },
      ],
    });
    expect(bom.components[0]?.scope).toBe("build");
    expect(bom.details?.[0]).toMatchObject({
      distributionHashes: [{ algorithm: "SHA-256", value: sha("a") }],
      downloadUrl: "https://example.org/s.zip",
      repositoryUrl: "git+https://example.org/s@1",
    });
  });

  it("BSI TR-03183-2: name and nature of the file", () => {
    const details = detailsOf({
      name: "x",
      properties: properties({
        "bsi:component:filename": "x.tar.gz",
        "bsi:component:executable": "non-executable",
        "bsi:component:archive": "archive",
        "bsi:component:structured": "perhaps",
      }),
    });
    expect(details).toMatchObject({ fileName: "x.tar.gz", traits: { executable: false, archive: true, structured: null } });
  });
});
