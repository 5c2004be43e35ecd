import { closeSync, openSync, writeSync } from "node:fs";
import { Random } from "../random";

/** A document on disk. `packages` is how many components Wherein should find in it. */
export type WrittenDocument = { path: string; bytes: number; packages: number };

const flushBytes = 1_048_576;

/** Writes text to a file piece by piece: the documents are larger than what one string can hold. */
class TextFile {
  readonly #file: number;
  #pending: string[] = [];
  #pendingBytes = 0;
  bytes = 0;

  constructor(readonly path: string) {
    this.#file = openSync(path, "w");
  }

  write(text: string): void {
    this.#pending.push(text);
    this.#pendingBytes += text.length;
    if (this.#pendingBytes >= flushBytes) this.#flush();
  }

  list(name: string, count: number, item: (i: number) => unknown): void {
    this.write(`,\n  "${name}": [`);
    for (let i = 0; i < count; i++) this.write(`${i === 0 ? "" : ","}\n    ${JSON.stringify(item(i))}`);
    this.write("\n  ]");
  }

  close(): void {
    this.#flush();
    closeSync(this.#file);
  }

  #flush(): void {
    this.bytes += writeSync(this.#file, this.#pending.join(""));
    this.#pending = [];
    this.#pendingBytes = 0;
  }
}

/** CycloneDX of packages that no dictionary has, about 910 bytes each with their three edges. */
export function writeCyclonedx(path: string, components: number, stamp: string, seed: number): WrittenDocument {
  const random = new Random(seed);
  const file = new TextFile(path);
  const name = (i: number) => `${stamp}-${((i * 2_654_435_761) % 4_294_967_296).toString(16)}-${i}`;
  const ref = (i: number) => `pkg:npm/${name(i)}@${version(i)}?package-id=${(i + 1_000_000).toString(16)}`;
  const version = (i: number) => `${1 + (i % 9)}.${i % 20}.${i % 7}`;
  file.write(`{\n  "bomFormat": "CycloneDX",\n  "specVersion": "1.6",\n  "serialNumber": "urn:uuid:${uuid(random)}",\n  "version": 1,\n  "metadata": `);
  file.write(JSON.stringify({ timestamp: "2026-11-01T10:00:00Z", component: { type: "application", name: stamp, version: "1.0.0", "bom-ref": "root" } }));
  file.list("components", components, (i) => ({
    type: "library",
    "bom-ref": ref(i),
    name: name(i),
    version: version(i),
    purl: `pkg:npm/${name(i)}@${version(i)}`,
    scope: "required",
    hashes: [{ alg: "SHA-512", content: random.bytes(64).toString("hex") }],
    licenses: [{ license: { id: random.pick(["MIT", "Apache-2.0", "BSD-3-Clause", "ISC"]) } }],
    externalReferences: [{ type: "website", url: `https://example.org/${random.bytes(9).toString("hex")}` }],
    properties: [
      { name: "example:package:location", value: `layers/${random.bytes(12).toString("hex")}` },
      { name: "example:package:type", value: "npm" },
    ],
  }));
  const direct = Math.max(1, Math.round(components * 0.06));
  // Entry 0 is the root's; each other component depends on three that come later, and something before leads to each.
  file.list("dependencies", components + 1, (i) => {
    if (i === 0) return { ref: "root", dependsOn: Array.from({ length: direct }, (_, to) => ref(to)) };
    const from = i - 1;
    const targets = new Set([from + direct, from + 1 + random.below(500), from + 1 + random.below(5_000)].filter((to) => to < components && to > from));
    return { ref: ref(from), dependsOn: [...targets].map(ref) };
  });
  file.write("\n}\n");
  file.close();
  return { path, bytes: file.bytes, packages: components };
}

/** SPDX 2 as a Linux distributor writes it for a large product: packages with several purls each contained by others. */
export function writeSpdxOfPackages(path: string, packages: number, stamp: string, seed: number): WrittenDocument {
  const random = new Random(seed);
  const file = new TextFile(path);
  const ids = Array.from({ length: packages }, () => `SPDXRef-${uuid(random)}`);
  writeSpdxHead(file, stamp, random, ids[0] ?? "");
  file.list("packages", packages, (i) => ({
    SPDXID: ids[i],
    copyrightText: "NOASSERTION",
    downloadLocation: "NOASSERTION",
    externalRefs: [
      {
        referenceCategory: "PACKAGE_MANAGER",
        referenceLocator: `pkg:rpm/redhat/${stamp}-${i}@${1 + (i % 9)}.${i % 20}-${i % 7}.el8?arch=x86_64`,
        referenceType: "purl",
      },
      { referenceCategory: "SECURITY", referenceLocator: `cpe:/a:example:${stamp}:${i % 20}::el8`, referenceType: "cpe22Type" },
    ],
    filesAnalyzed: false,
    homepage: `https://example.org/${random.bytes(9).toString("hex")}`,
    licenseComments: "Licensing information is automatically generated and may be incomplete or incorrect.",
    licenseConcluded: "NOASSERTION",
    licenseDeclared: random.pick(["MIT", "Apache-2.0", "GPLv2+", "BSD"]),
    name: `${stamp}-${i}`,
    originator: "NOASSERTION",
    packageFileName: `${stamp}-${i}-${1 + (i % 9)}.${i % 20}-${i % 7}.el8.x86_64.rpm`,
    supplier: "Organization: Example",
    versionInfo: `${1 + (i % 9)}.${i % 20}-${i % 7}.el8`,
    checksums: [{ algorithm: "SHA256", checksumValue: random.bytes(32).toString("hex") }],
  }));
  file.list("relationships", packages * 2, (i) => ({
    relatedSpdxElement: ids[i < packages ? 0 : random.below(packages)],
    relationshipType: "CONTAINED_BY",
    spdxElementId: ids[i % packages],
  }));
  file.write("\n}\n");
  file.close();
  // The first is what the document describes.
  return { path, bytes: file.bytes, packages: packages - 1 };
}

/** SPDX 2 as Syft writes it for an image: some packages, many files, and which of them holds which. */
export function writeSpdxOfFiles(path: string, files: number, stamp: string, seed: number): WrittenDocument {
  const random = new Random(seed);
  const packages = Math.max(1, Math.round(files / 40));
  const file = new TextFile(path);
  const fileId = (i: number) => `SPDXRef-${(i + 0x10000000).toString(16).padStart(16, "0")}`;
  const packageId = (i: number) => `SPDXRef-Package-${stamp}-${i}`;
  writeSpdxHead(file, stamp, random, null);
  file.list("packages", packages, (i) => ({
    SPDXID: packageId(i),
    name: `${stamp}-${i}`,
    licenseConcluded: "GPL-2.0-only",
    downloadLocation: "NOASSERTION",
    externalRefs: [
      ...Array.from({ length: 6 }, (_, n) => ({
        referenceCategory: "SECURITY",
        referenceLocator: `cpe:2.3:a:${stamp}_${n}:${stamp}-${i}:3.5.${i % 51}:*:*:*:*:*:*:*`,
        referenceType: "cpe23Type",
      })),
      {
        referenceCategory: "PACKAGE_MANAGER",
        referenceLocator: `pkg:deb/debian/${stamp}-${i}@3.5.${i % 51}?arch=amd64&distro=debian-12`,
        referenceType: "purl",
      },
    ],
    versionInfo: `3.5.${i % 51}`,
  }));
  file.list("files", files, (i) => ({
    SPDXID: fileId(i),
    comment: `layerID: sha256:${"8e079fee21864e07daa88efcf74f23ad5ade697c06417d0c04a45dfe580ab7f3"}`,
    licenseConcluded: "NOASSERTION",
    checksums: [{ algorithm: "SHA256", checksumValue: random.bytes(32).toString("hex") }],
    fileName: `/usr/lib/${stamp}/${random.bytes(4).toString("hex")}-${i}`,
    fileTypes: ["APPLICATION", "BINARY"],
  }));
  file.list("relationships", files, (i) => ({ spdxElementId: packageId(i % packages), relationshipType: "CONTAINS", relatedSpdxElement: fileId(i) }));
  file.write("\n}\n");
  file.close();
  return { path, bytes: file.bytes, packages };
}

function writeSpdxHead(file: TextFile, stamp: string, random: Random, describes: string | null): void {
  const head = {
    SPDXID: "SPDXRef-DOCUMENT",
    name: stamp,
    spdxVersion: "SPDX-2.3",
    creationInfo: { created: "2026-11-01T10:00:00Z", creators: ["Organization: Example", "Tool: example-1.0.0"], licenseListVersion: "3.18" },
    dataLicense: "CC0-1.0",
    documentNamespace: `https://example.org/${stamp}-${uuid(random)}`,
    ...(describes === null ? {} : { documentDescribes: [describes] }),
  };
  file.write(JSON.stringify(head).slice(0, -1));
}

function uuid(random: Random): string {
  const hex = random.bytes(16).toString("hex");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20)}`;
}
