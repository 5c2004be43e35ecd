import type { SeverityWord } from "@/lib/advisories/model";
import type { InspectorSeverity } from "@/lib/aws/model";
import { schemeOf, versionKey } from "@/lib/versions";
import { ourWord } from "./severity-words";

/** Whether both give a severity, and not the same. What is not scored or not triaged says nothing. */
export function severityDiffers(osv: SeverityWord, inspector: InspectorSeverity): boolean {
  const theirs = ourWord[inspector];
  return osv !== "unscored" && theirs !== "unscored" && osv !== theirs;
}

/** Whether the sides do not name the same fixes. One that knows of a fix and one that does not are no less at odds. Spellings of one version are one. */
export function fixDiffers(ecosystem: string, osv: readonly string[], inspector: readonly string[]): boolean {
  const [ours, theirs] = [keysOf(ecosystem, osv), keysOf(ecosystem, inspector)];
  return ours.size !== theirs.size || [...ours].some((key) => !theirs.has(key));
}

function keysOf(ecosystem: string, versions: readonly string[]): Set<string> {
  const scheme = schemeOf(ecosystem);
  return new Set(versions.map((version) => (scheme && versionKey(scheme, version)?.toString("hex")) || version));
}
