import { z } from "zod";
import { orderVersions } from "../order-versions";
import type { AffectedPackage } from "../schemas";
import { rangesInWords } from "./ranges-in-words";

/** What a page shows of a record beyond what the tables hold. */
export type RecordView = { details: string | null; references: { type: string; url: string }[]; affected: AffectedPackage[] };

// Only what is shown, and forgiving: whether a record is sound was judged when it was received.
const eventSchema = z.object({
  introduced: z.string().optional(),
  fixed: z.string().optional(),
  last_affected: z.string().optional(),
  limit: z.string().optional(),
});
const affectedSchema = z.object({
  package: z.object({ ecosystem: z.string(), name: z.string() }).optional(),
  ranges: z.array(z.object({ type: z.string(), events: z.array(eventSchema).catch([]) })).catch([]),
  versions: z.array(z.string()).catch([]),
  database_specific: z.object({ last_known_affected_version_range: z.string().optional() }).catch({}),
});
const recordSchema = z.object({
  details: z.string().nullable().catch(null),
  references: z.array(z.object({ type: z.string(), url: z.string() }).catch({ type: "", url: "" })).catch([]),
  affected: z.array(affectedSchema.catch({ ranges: [], versions: [], database_specific: {} })).catch([]),
});
export type OsvEvent = z.infer<typeof eventSchema>;
type OsvAffected = z.infer<typeof affectedSchema>;

/** How many versions that are listed one by one are shown; `versionsTotal` counts all. */
const versionsMax = 20;

/** An OSV record as a page shows it: its packages once each, in its own order. Null when the bytes are no JSON object. */
export function readRecord(raw: Buffer): RecordView | null {
  const record = recordSchema.safeParse(parseOrNull(raw));
  if (!record.success) return null;
  const { details, references, affected } = record.data;
  const packages = new Map<string, OsvAffected[]>();
  for (const entry of affected) {
    if (!entry.package) continue;
    const key = `${entry.package.ecosystem} ${entry.package.name}`;
    packages.set(key, [...(packages.get(key) ?? []), entry]);
  }
  return {
    details: details?.trim() || null,
    references: references.filter(({ url }) => url !== ""),
    affected: [...packages.values()].flatMap(toPackage),
  };
}

function toPackage(entries: readonly OsvAffected[]): AffectedPackage[] {
  const named = entries[0]?.package;
  if (!named) return [];
  const { ecosystem, name } = named;
  // Commits are no versions: what a GIT range says, no component of an SBOM can be held against.
  const spans = entries.flatMap(({ ranges, database_specific: { last_known_affected_version_range: bound } }) =>
    ranges.filter(({ type }) => type !== "GIT").map(({ events }) => ({ events, bound: bound ?? null })),
  );
  const versions = [...new Set(entries.flatMap((entry) => entry.versions))];
  return [
    {
      ecosystem,
      name,
      ranges: [...new Set(spans.flatMap(({ events, bound }) => rangesInWords(events, bound)))],
      fixed: orderVersions(
        ecosystem,
        spans.flatMap(({ events }) => events.flatMap(({ fixed }) => fixed ?? [])),
      ),
      versions: versions.slice(0, versionsMax),
      versionsTotal: versions.length,
    },
  ];
}

function parseOrNull(raw: Buffer): unknown {
  try {
    return JSON.parse(raw.toString("utf8"));
  } catch {
    return null;
  }
}
