import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { formatScanCsv } from "@/lib/aws/scan/format-scan-csv";
import type { Scan } from "@/lib/aws/scan/model";
import { readScan } from "@/lib/aws/scan/read-scan";
import { tally } from "@/lib/aws/scan/summarise-scan";

const corpus = resolve(import.meta.dirname, "../../../shared/corpus/aws");
const isPresent = existsSync(join(corpus, "PROVENANCE.tsv"));
const files = (folder: string) => (isPresent ? readdirSync(join(corpus, folder)).map((file) => `${folder}/${file}`) : []);
const read = (file: string): Scan => {
  const scan = readScan(JSON.parse(readFileSync(join(corpus, file), "utf8")));
  if (scan === null) throw new Error(`${file} is not read as a scan`);
  return scan;
};
/** The cells of AWS's CSVs: all are quoted, and none has a quote or line break in it. */
const cellsOf = (csv: string) => csv.split("\r\n").map((line) => line.slice(1, -1).split('","'));

describe.skipIf(!isPresent)("answers of ScanSbom", () => {
  it.each(files("scansbom"))("%s is AWS's own CSV, cell by cell", (file) => {
    const golden = readFileSync(join(corpus, file.replace("scansbom/", "scansbom-golden/").concat(".csv")), "utf8");
    const made = formatScanCsv(read(file));
    expect(cellsOf(made)).toEqual(cellsOf(golden));
    expect(made).toBe(golden);
  });

  it.each([
    ["scansbom/node_latest.json.scan", { vulnerable: 17, clean: 135, skipped: 651, unstated: 1 }, { critical: 1, high: 24, medium: 64, untriaged: 633 }],
    ["scansbom/alpine_3.18.2.json.scan", { vulnerable: 2, clean: 3, skipped: 5, unstated: 1 }, { critical: 1, high: 1, medium: 7, untriaged: 3 }],
  ])("%s: what was skipped is not clean, and what nobody rated is untriaged", (file, outcomes, severities) => {
    const scan = read(file);
    expect(tally(scan.components.map(({ outcome }) => outcome))).toEqual(outcomes);
    expect(tally(scan.vulnerabilities.map(({ severity }) => severity))).toEqual(severities);
  });

  it("findings of Dockerfiles stand beside those of packages, with their lines", () => {
    const scan = read("scansbom-edge/inspector-scan-cdx-dockerfile-only.json");
    expect(scan.vulnerabilities).toEqual([]);
    expect(scan.dockerfileFindings).toHaveLength(10);
    expect(scan.dockerfileFindings[0]).toEqual({
      id: "IN-DOCKER-007-001",
      severity: "critical",
      description: "Secret Detected: AWS Access Key ID.",
      file: "Dockerfile",
      lines: "22-22",
    });
    expect(scan.components.map(({ outcome }) => outcome)).toEqual(["dockerfile"]);
    expect(read("scansbom-edge/inspector-scan-cdx.json").vulnerabilities).toHaveLength(364);
  });

  it("a document without a word of the scanner is none of its answers", () => {
    for (const file of files("sbomgen")) expect(readScan(JSON.parse(readFileSync(join(corpus, file), "utf8")))).toBeNull();
  });
});
