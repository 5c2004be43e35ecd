import { cleanText } from "../read/values";
import type { Scan } from "./model";

/** How often each value is there, in the order in which they first appear. */
export function tally<Name extends string>(values: readonly Name[]): Partial<Record<Name, number>> {
  const counts: Partial<Record<Name, number>> = {};
  for (const value of values) counts[value] = (counts[value] ?? 0) + 1;
  return counts;
}

const skippedShown = 200;

/** As it can be stored: a scan may be uploaded by anybody. */
const short = (text: string | null) => cleanText(text, 500);

/** What is stored and shown of a scan: counts, and the components that were not judged. */
export function summariseScan(scan: Scan) {
  const skipped = scan.components.filter(({ outcome }) => outcome === "skipped");
  return {
    scanner: short(scan.scanner),
    scannedAt: short(scan.scannedAt),
    components: tally(scan.components.map(({ outcome }) => outcome)),
    vulnerabilities: tally(scan.vulnerabilities.map(({ severity }) => severity)),
    /** Components in the answer that none of the sent ones is. */
    strangers: 0,
    dockerfileFindings: scan.dockerfileFindings.length,
    skippedReasons: tally(skipped.map(({ info }) => short(info) ?? "")),
    skipped: skipped
      .slice(0, skippedShown)
      .map(({ name, version, purl, info }) => ({ name: short(name) ?? "", version: short(version), purl: short(purl), info: short(info) })),
    ended: scan.components.flatMap(({ name, version, endOfLife }) =>
      endOfLife === null ? [] : [{ name: short(name) ?? "", version: short(version), endOfLife: short(endOfLife) ?? "" }],
    ),
  };
}
export type ScanSummary = ReturnType<typeof summariseScan>;
