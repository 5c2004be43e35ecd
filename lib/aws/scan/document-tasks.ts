import type { Buffer } from "node:buffer";
import { WhereinError } from "@/lib/errors";
import { readBom } from "@/lib/sbom";
import { findDocument } from "@/lib/sbom/find-document";
import { WarningSink } from "@/lib/sbom/warnings";
import type { InspectorFinding } from "../model";
import { findingsOfScan, type ScannedBuild, type ScannedIdentity, unjudgedIn } from "./findings-of-scan";
import { type CsvArtifact, formatScanCsv } from "./format-scan-csv";
import { mergeAnswers } from "./merge-answers";
import { readScan } from "./read-scan";
import { type SentSbom, splitBom } from "./split-bom";
import { type ScanSummary, summariseScan } from "./summarise-scan";

type Input<Options> = { documents: Buffer[]; options: Options };

/** What becomes of a scan; `unjudged`: packages of which it says nothing, `response`: the merged answer of several requests. */
export type TakenScan = { findings: InspectorFinding[]; unjudged: ScannedIdentity[]; summary: ScanSummary };

/** The stored document as the SBOMs of the requests that its scan takes. */
export function splitForScan({ documents }: Input<null>): SentSbom[] {
  return splitBom(readBom(only(documents), { details: true }));
}

/** The answers to all requests of a scan, in their order, as one document with references to what was sent, and what it says. */
export function mergeScan({ documents, options }: Input<{ sent: SentSbom[]; build: ScannedBuild }>): TakenScan & { response: string } {
  const parts = options.sent.map((sent, n) => ({ sent, answer: JSON.parse(documents[n]?.toString() ?? "null") as unknown }));
  const { document, strangers } = mergeAnswers(parts);
  const taken = take(document, options.build);
  if (taken === null) throw new WhereinError("unsupported", "The answer of Amazon Inspector says nothing of a scan.", { reason: "scan_unreadable" });
  return { ...taken, summary: { ...taken.summary, strangers }, response: JSON.stringify(document) };
}

/** What the scan in an uploaded document says; null when there is none in it. */
export function readUploadedScan({ documents, options }: Input<{ build: ScannedBuild }>): TakenScan | null {
  return take(uploaded(documents), options.build);
}

/** A scan as AWS's CSV: of a merged answer or of an uploaded document. */
export function scanCsv({ documents, options }: Input<{ artifact: CsvArtifact }>): string {
  const scan = readScan(uploaded(documents));
  if (scan === null) throw new WhereinError("unsupported", "The document holds no scan of Amazon Inspector.", { reason: "scan_unreadable" });
  return formatScanCsv(scan, options.artifact);
}

/** In any wrapper and serialisation that an SBOM may be uploaded in. */
function uploaded(documents: readonly Buffer[]): unknown {
  return findDocument(only(documents), new WarningSink()).document;
}

function take(document: unknown, build: ScannedBuild): TakenScan | null {
  const scan = readScan(document);
  return scan === null ? null : { findings: findingsOfScan(scan, build), unjudged: unjudgedIn(scan), summary: summariseScan(scan) };
}

function only(documents: readonly Buffer[]): Buffer {
  const [document] = documents;
  if (!document || documents.length > 1) throw new Error(`one document was expected, not ${documents.length}`);
  return document;
}
