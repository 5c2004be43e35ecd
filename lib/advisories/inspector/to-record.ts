import { createHash } from "node:crypto";
import type { IncomingRecord } from "@/lib/advisories/apply";
import { canonicalText } from "@/lib/aws/canonical-text";
import type { InspectorVulnerability } from "@/lib/aws/model";
import { severitiesOf } from "./severities";

/** What each of Inspector's sources says of one vulnerability, by source. */
export type InspectorDetails = ReadonlyMap<string, InspectorVulnerability>;

/** Where no source says when it changed: it must not depend on when it was received. */
const unknownTime = "1970-01-01T00:00:00.000Z";

/**
 * The advisory of a vulnerability, made of what all sources say, whatever the order in which they came. Its bytes have the fields
 * of an OSV record that pages read, and beside them every source's own words.
 */
export function toInspectorRecord(id: string, details: InspectorDetails): IncomingRecord {
  const sources = [...details.values()].sort((a, b) => (a.source < b.source ? -1 : 1));
  const times = sources.flatMap(({ modifiedAt, publishedAt }) => modifiedAt ?? publishedAt ?? []).sort();
  const published = sources.flatMap(({ publishedAt }) => publishedAt ?? []).sort();
  const references = [...new Set(sources.flatMap(({ sourceUrl, references: urls }) => [...(sourceUrl === null ? [] : [sourceUrl]), ...urls]))].sort();
  const summary = sources.find((each) => each.summary !== null)?.summary ?? null;
  const shown = { id, summary, references: references.map((url) => ({ type: "WEB", url })) };
  const raw = Buffer.from(canonicalText({ ...shown, sources: Object.fromEntries(sources.map((each) => [each.source, each])) }));
  return {
    advisory: {
      source: "inspector",
      key: id,
      kind: sources.some(({ isMalware }) => isMalware) ? "malware" : "vulnerability",
      modifiedAt: times.at(-1) ?? unknownTime,
      publishedAt: published[0] ?? null,
      withdrawnAt: null,
      aliases: [],
      summary,
      severities: sources.flatMap(severitiesOf),
      ranges: [],
      versions: [],
      skipped: [],
    },
    raw,
    packedDigest: null,
    digest: createHash("sha256").update(raw).digest(),
  };
}

/** What the bytes of such an advisory hold of each source. */
export function readDetails(raw: Buffer): Map<string, InspectorVulnerability> {
  const { sources } = JSON.parse(raw.toString("utf8")) as { sources: Record<string, InspectorVulnerability> };
  return new Map(Object.entries(sources));
}
