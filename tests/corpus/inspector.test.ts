import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { readExportSubject } from "@/lib/aws/read";
import { type Bom, readBom } from "@/lib/sbom";

const corpus = resolve(import.meta.dirname, "../../../shared/corpus/aws");
const isPresent = existsSync(join(corpus, "PROVENANCE.tsv"));
if (!isPresent) process.stderr.write("The corpus of AWS is not here (../shared/corpus): its tests are skipped.\n");

const read = (file: string) => readBom(readFileSync(join(corpus, file)), { details: true });
const codes = (bom: Bom) => bom.warnings.map(({ code, count }) => `${code} ${count}`);
const find = (bom: Bom, name: string, version?: string) => {
  const index = bom.components.findIndex((each) => each.name === name && (version === undefined || each.version === version));
  const { ecosystem, version: found, release } = bom.components[index] ?? {};
  return { ecosystem, version: found, release, source: bom.details?.[index]?.sourcePackage ?? null };
};

describe.skipIf(!isPresent)("SBOMs of Amazon's sbomgen and answers of its scanner", () => {
  it.each([
    ["alpine_3.18.2", 11, 11, 11, 11],
    ["amazonlinux_latest", 138, 132, 135, 132],
    ["debian_latest", 126, 126, 126, 126],
    ["fedora_latest", 186, 177, 182, 177],
    ["golang_latest", 320, 313, 319, 313],
    ["node_latest", 805, 762, 804, 762],
    ["postgres_latest", 161, 161, 161, 161],
    ["ubuntu_latest", 144, 144, 144, 144],
  ])("%s: every component, nested ones too; duplicates of distro packages are those", (name, components, taken, answered, answeredTaken) => {
    const sbom = read(`sbomgen/${name}.json`);
    const scan = read(`scansbom/${name}.json.scan`);
    expect([sbom.accounting.total, sbom.accounting.taken]).toEqual([components, taken]);
    expect([scan.accounting.total, scan.accounting.taken]).toEqual([answered, answeredTaken]);
    // The scanner leaves the duplicates out, and nothing else: what is left is the same inventory, with the same sources.
    expect(scan.components.map(({ key }) => key)).toEqual(sbom.components.map(({ key }) => key));
    const sources = (bom: Bom) => bom.details?.map(({ sourcePackage }) => sourcePackage);
    expect(sources(scan)).toEqual(sources(sbom));
    expect(sbom.generator).toBe("inspector-sbomgen 1.1.0");
    expect(scan.generator).toContain("Amazon Inspector Scan SBOM API");
  });

  it("have releases, epochs and sources", () => {
    const ubuntu = read("sbomgen/ubuntu_latest.json");
    expect(find(ubuntu, "ubuntu/passwd")).toEqual({
      ecosystem: "deb",
      version: "1:4.8.1-2ubuntu2.1",
      release: "ubuntu-22.04",
      source: { name: "shadow", version: null },
    });
    const debian = read("scansbom/debian_latest.json.scan");
    expect(find(debian, "debian/libaudit1")).toEqual({
      ecosystem: "deb",
      version: "1:3.0.9-1",
      release: "debian-12",
      source: { name: "audit", version: "1:3.0.9-1" },
    });
    expect(find(read("sbomgen/alpine_3.18.2.json"), "alpine/busybox")).toMatchObject({ ecosystem: "apk", version: "1.36.1-r0", release: "alpine-3.18" });
    const amazon = read("sbomgen/amazonlinux_latest.json");
    expect(find(amazon, "amazon/python3-rpm")).toMatchObject({ ecosystem: "rpm", version: "4.16.1.3-12.amzn2023.0.6", release: "amazon-2023" });
    expect(amazon.components.filter(({ ecosystem }) => ecosystem === "pypi").map(({ name }) => name)).toEqual([]);
    expect(codes(amazon)).toEqual(["distro_duplicate 3"]);
  });
});

describe.skipIf(!isPresent)("SBOM exports of Amazon Inspector", () => {
  it("CycloneDX 1.4 without a subject: Debian packages with their epoch and source, no release", () => {
    const bom = read("sbom-export/inspector-export-cyclonedx-1.4.json");
    expect(bom.root).toBeNull();
    expect(find(bom, "libgmp10")).toEqual({
      ecosystem: "deb",
      version: "2:6.1.2+dfsg-4+deb10u1",
      release: "",
      source: { name: "libgmp10", version: "2:6.1.2+dfsg-4+deb10u1" },
    });
    expect(find(bom, "libss2")).toEqual({
      ecosystem: "deb",
      version: "1.44.5-1+deb10u3",
      release: "",
      source: { name: "libss2", version: "1.44.5-1+deb10u3" },
    });
    expect(find(bom, "pip")).toEqual({ ecosystem: "pypi", version: "22.0.4", release: "", source: null });
    expect(codes(bom)).toEqual(["purl_repaired 2"]);
  });

  it("SPDX 2.3 that describes what it does not contain", () => {
    const bom = read("sbom-export/inspector-export-spdx-2.3.json");
    expect(find(bom, "libcurl")).toEqual({
      ecosystem: "rpm",
      version: "7.79.1-1.amzn2.0.1",
      release: "",
      source: { name: "libcurl", version: "7.79.1-1.amzn2.0.1" },
    });
    expect(bom.accounting).toMatchObject({ total: 2, taken: 2 });
    expect(codes(bom)).toEqual(["described_unknown 1"]);
  });

  it("say what they are of: an image; an instance is nothing that is built", () => {
    const subjectOf = (file: string) => readExportSubject(readFileSync(join(corpus, "sbom-export", file), "utf8"), file);
    expect(subjectOf("inspector-export-cyclonedx-1.4.json")).toEqual({
      digest: "sha256:c8ee97f7052776ef223080741f61fcdf6a3a9107810ea9649f904aa4269fdac6",
      arn: null,
      account: "111122223333",
      at: "2023-06-02T01:17:46.000Z",
    });
    expect(subjectOf("inspector-export-spdx-2.3.json")).toBeNull();
  });
});

describe.skipIf(!isPresent)("answers of the scanner at the edge", () => {
  it.each([
    ["inspector-scan-cdx.json", { total: 284, taken: 283 }],
    ["inspector-scan-cdx-dockerfile-only.json", { total: 1, taken: 0, skipped: [{ reason: "file", count: 1 }] }],
    ["inspector-scan-cdx-empty-vulnerability.json", { total: 1, taken: 1, withoutPurl: 1 }],
    ["inspector-scan-cdx-nested-components.json", { total: 3, taken: 3 }],
    ["inspector-scan-cdx-no-components.json", { total: 0 }],
    ["inspector-scan-cdx-no-vulnerabilities.json", { total: 1, taken: 1 }],
    ["inspector-scan-cdx-no-vulns.json", { total: 0 }],
    ["sbom.json", { total: 286, taken: 283, merged: 2 }],
  ])("%s is read", (file, accounting) => {
    expect(read(`scansbom-edge/${file}`).accounting).toMatchObject(accounting);
  });

  it("in Inspector's own format it is no SBOM, and that is said", () => {
    expect(() => read("scansbom-edge/inspector-scan.json")).toThrow("Amazon Inspector's scan of an SBOM in its own format");
  });
});
