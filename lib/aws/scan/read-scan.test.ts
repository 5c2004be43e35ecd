import { describe, expect, it } from "vitest";
import { formatScanCsv } from "./format-scan-csv";
import type { Scan } from "./model";
import { readScan } from "./read-scan";
import { summariseScan } from "./summarise-scan";
import { answerOf, infos, said } from "./test-scans";

const rating = (source: string, severity: string, score?: number) => ({ source: { name: source }, severity, score, method: score ? "CVSSv31" : "other" });
const read = (sbom: Record<string, unknown>): Scan => {
  const scan = readScan(answerOf(sbom));
  if (scan === null) throw new Error("is no scan");
  return scan;
};
const component = (ref: string, properties: Record<string, string> = {}, more: object = {}) => ({
  "bom-ref": ref,
  name: ref,
  purl: `pkg:npm/${ref}@1`,
  properties: said(properties),
  ...more,
});
const vulnerability = (id: string, refs: string[], more: object = {}) => ({ id, source: { name: "NVD" }, affects: refs.map((ref) => ({ ref })), ...more });

describe("what became of the components", () => {
  it("vulnerable by what affects it, nested ones too; clean, skipped and duplicate as the scanner says; anything else is not said", () => {
    const scan = read({
      components: [
        component("outer", { info: infos.clean }, { components: [component("inner", {}, { components: [component("innermost", { info: infos.skipped })] })] }),
        component("double", { info: "Component skipped: duplicate package." }),
        component("nameless", { warning: "Component skipped: no purl provided." }),
        component("silent"),
      ],
      vulnerabilities: [vulnerability("CVE-2026-1", ["inner"])],
    });
    expect(scan.components.map(({ ref, outcome }) => [ref, outcome])).toEqual([
      ["outer", "clean"],
      ["inner", "vulnerable"],
      ["innermost", "skipped"],
      ["double", "duplicate"],
      ["nameless", "skipped"],
      ["silent", "unstated"],
    ]);
    expect(summariseScan(scan)).toMatchObject({
      components: { vulnerable: 1, clean: 1, skipped: 2, duplicate: 1, unstated: 1 },
      skippedReasons: { [infos.skipped]: 1, "Component skipped: no purl provided.": 1 },
    });
  });
});

describe("how severe a vulnerability is", () => {
  it.each([
    ["NVD before the distro", [rating("Ubuntu Linux", "low", 3), rating("NVD", "high", 7.5)], "high"],
    ["the distro where NVD says nothing", [rating("EPSS", "none", 0.1), rating("Amazon Linux", "medium", 6.5)], "medium"],
    ["the distro where Inspector has not judged", [rating("AMAZON_INSPECTOR", "unknown"), rating("Amazon Linux", "medium", 6.5)], "medium"],
    ["untriaged: nobody has judged", [rating("AMAZON_INSPECTOR", "unknown")], "untriaged"],
    ["untriaged: only a probability", [rating("EPSS", "none", 0.1)], "untriaged"],
    ["none is informational", [rating("NVD", "none", 0)], "informational"],
    ["untriaged: no rating at all", [], "untriaged"],
  ])("%s", (_what, ratings, severity) => {
    expect(read({ vulnerabilities: [vulnerability("CVE-2026-1", [], { ratings })] }).vulnerabilities[0]).toMatchObject({ severity });
  });

  it("scores, dates and the scanner's own state are kept as they stand", () => {
    const [found] = read({
      components: [component("a"), component("b")],
      vulnerabilities: [
        vulnerability("CVE-2026-1", ["b", "a", "gone", "a"], {
          ratings: [rating("EPSS", "none", 0.25), rating("NVD", "high", 7)],
          cwes: [79, "x"],
          analysis: { state: "exploitable" },
          references: [{ id: "USN-1-1" }],
          properties: said({
            exploit_available: "true",
            exploit_last_seen_in_public: "2026-10-01T00:00:00Z",
            "fixed_version:b": "2",
            cisa_kev_date_added: "2026-01-01",
          }),
        }),
      ],
    }).vulnerabilities;
    expect(found).toMatchObject({
      epss: 0.25,
      cwes: [79],
      scannerState: "exploitable",
      references: ["USN-1-1"],
      exploitAvailable: "true",
      kevAddedAt: "2026-01-01",
      affects: [
        { ref: "a", fixed: null },
        { ref: "b", fixed: "2" },
        { ref: "gone", component: null },
      ],
    });
  });
});

describe("the CSV", () => {
  it("shows purls decoded, whole scores with their decimal, and no cell that a spreadsheet would run", () => {
    const scan = read({
      components: [component("a", { path: "=1+1" }, { purl: "pkg:deb/debian/a@1%7Edeb12?epoch=0" })],
      vulnerabilities: [vulnerability("CVE-2026-1", ["a"], { ratings: [rating("NVD", "high", 7)], cwes: [79, 80] })],
    });
    expect(formatScanCsv(scan, { name: "api", type: "container", hash: null, buildId: "7" }).split("\r\n")).toEqual([
      '"#artifact_name:api","artifact_type:container","artifact_hash:null","build_id:7"',
      '"#critical_vulnerabilities:null","high_vulnerabilities:null","medium_vulnerabilities:null","low_vulnerabilities:null","other_vulnerabilities:null"',
      '"ID","Severity","Source","CVSS","Installed Package","Fixed Package","Path","EPSS","Exploit Available","Exploit Last Seen","CWEs"',
      '"CVE-2026-1","high","NVD","7.0","pkg:deb/debian/a@1~deb12?epoch=0","null","\'=1+1","null","null","null","CWE-79;CWE-80"',
      "",
    ]);
  });
});

describe("what is no scan", () => {
  it.each([null, 7, [], {}, { sbom: null }, { bomFormat: "CycloneDX", components: [{ name: "a" }] }])("%j", (value) => {
    expect(readScan(value)).toBeNull();
  });

  it("a scan is known by any word of the scanner", () => {
    expect(readScan({ vulnerabilities: null, components: [{ "bom-ref": "a", properties: said({ info: infos.clean }) }] })?.components).toHaveLength(1);
  });
});
