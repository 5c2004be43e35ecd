import type { Advisory, AffectedRange, AffectedVersion } from "@/lib/advisories/model";
import type { OsvReading } from "@/lib/advisories/osv";

/** Records one after the other in one piece of memory, and where each ends. */
export type ReadingRequest = { id: number; bytes: Uint8Array; ends: number[] };
export type ReadingAnswer = { id: number; readings: SentReading[] };

type SentRange = Omit<AffectedRange, "lo" | "hi"> & { lo: string; hi: string | null };
type SentVersion = Omit<AffectedVersion, "versionKey"> & { versionKey: string | null };
type SentAdvisory = Omit<Advisory, "ranges" | "versions"> & { ranges: SentRange[]; versions: SentVersion[] };

/** A reading as it travels between threads: keys as Latin-1 text, for bytes would be sent with the whole memory that they lie in. */
export type SentReading = { kind: "advisory"; advisory: SentAdvisory } | Extract<OsvReading, { kind: "refused" }>;

export function toSent(reading: OsvReading): SentReading {
  if (reading.kind === "refused") return reading;
  const { ranges, versions, ...rest } = reading.advisory;
  return {
    kind: "advisory",
    advisory: {
      ...rest,
      ranges: ranges.map((range) => ({ ...range, lo: range.lo.toString("latin1"), hi: range.hi?.toString("latin1") ?? null })),
      versions: versions.map((version) => ({ ...version, versionKey: version.versionKey?.toString("latin1") ?? null })),
    },
  };
}

export function fromSent(sent: SentReading): OsvReading {
  if (sent.kind === "refused") return sent;
  const { ranges, versions, ...rest } = sent.advisory;
  return {
    kind: "advisory",
    advisory: {
      ...rest,
      ranges: ranges.map((range) => ({ ...range, lo: toBytes(range.lo), hi: range.hi === null ? null : toBytes(range.hi) })),
      versions: versions.map((version) => ({ ...version, versionKey: version.versionKey === null ? null : toBytes(version.versionKey) })),
    },
  };
}

const toBytes = (text: string): Buffer => Buffer.from(text, "latin1");
