import { hash } from "node:crypto";
import { setImmediate as breathe } from "node:timers/promises";
import type { StoredForm } from "@/lib/advisories/record-form";
import { batchBytes, batchRecords, recordBytesMax } from "../limits";
import { quarantineRow } from "../quarantine-row";
import { type KnownRecord, selectKnownRecords } from "../queries/known-records";
import type { QuarantineRow } from "../queries/quarantine";
import type { SourceRecord } from "../sources/record-source";
import type { AdvisoryRecord, Refusal, SyncParts } from "../sync-parts";

/** Records that were looked at together: what is to be written of them, and what is known of the rest. */
export type PreparedBatch = {
  read: number;
  /** The key of each record, as far as it is known, with when it was modified last. */
  seen: { key: string; modifiedMs: number | null }[];
  unchanged: number;
  records: AdvisoryRecord[];
  refused: QuarantineRow[];
};

/** Unpacking and parsing are synchronous; the queries for the batches before need a turn now and then. */
const recordsBetweenBreaths = 100;

/** Cuts a stream of records into batches, and reads those whose bytes are not stored already. */
export async function* prepareBatches(parts: SyncParts, feedId: number, records: AsyncIterable<SourceRecord>): AsyncGenerator<PreparedBatch> {
  for await (const batch of cut(records)) yield await prepare(parts, feedId, batch);
}

async function* cut(records: AsyncIterable<SourceRecord>): AsyncGenerator<SourceRecord[]> {
  let batch: SourceRecord[] = [];
  let bytes = 0;
  await breathe();
  for await (const record of records) {
    batch.push(record);
    bytes += record.size ?? 0;
    if (batch.length % recordsBetweenBreaths === 0) await breathe();
    if (batch.length < batchRecords && bytes < batchBytes) continue;
    yield batch;
    batch = [];
    bytes = 0;
  }
  if (batch.length > 0) yield batch;
}

async function prepare(parts: SyncParts, feedId: number, records: readonly SourceRecord[]): Promise<PreparedBatch> {
  // PostgreSQL takes no NUL in a parameter, and no stored key has one.
  const names = records.flatMap(({ name }) => (name === null || name.includes("\u0000") ? [] : name));
  const known = await selectKnownRecords(parts.pool, feedId, names);
  const batch: PreparedBatch = { read: records.length, seen: [], unchanged: 0, records: [], refused: [] };
  const taken = new Map<string, AdvisoryRecord>();
  let sinceBreath = 0;
  for (const record of records) {
    const { name } = record;
    if (record.size === null) {
      refuse(batch, tooLarge, name, Buffer.alloc(0));
      continue;
    }
    const stored = name === null ? undefined : known.get(name);
    const fresh = bytesUnlessStored(record, stored?.inFeed ? stored : null);
    if (fresh === null) {
      batch.unchanged += 1;
      if (name !== null && stored) batch.seen.push({ key: name, modifiedMs: stored.modifiedMs });
      continue;
    }
    if (++sinceBreath % recordsBetweenBreaths === 0) await breathe();
    const { bytes, digest, form } = fresh;
    const reading = parts.readRecord(bytes);
    if (reading.kind === "refused") {
      refuse(batch, reading, name, bytes);
      continue;
    }
    const { advisory } = reading;
    batch.seen.push({ key: advisory.key, modifiedMs: Date.parse(advisory.modifiedAt) });
    const other = taken.get(advisory.key);
    // A source may hold a record twice: the one that was modified last counts.
    if (!other || Date.parse(other.advisory.modifiedAt) <= Date.parse(advisory.modifiedAt)) taken.set(advisory.key, { advisory, digest, ...form });
  }
  batch.records = [...taken.values()];
  batch.refused = [...new Map(batch.refused.map((row) => [row.key, row])).values()];
  return batch;
}

type Fresh = { bytes: Buffer; digest: Buffer; form: StoredForm };

/**
 * What a record's bytes are, or null when they are those of what is stored: the same bytes are the same record, whatever its name was taken from. Where
 * they are the same deflated, nothing needs to be unpacked to know it.
 */
function bytesUnlessStored({ packed, read }: SourceRecord, stored: KnownRecord | null): Fresh | null {
  const packedDigest = packed && sha256(packed);
  if (packedDigest && stored?.packedDigest?.equals(packedDigest)) return null;
  const bytes = read();
  const digest = sha256(bytes);
  if (stored && digest.equals(stored.digest)) return null;
  return { bytes, digest, form: packed ? { raw: packed, packedDigest } : { raw: bytes, packedDigest: null } };
}

const sha256 = (bytes: Buffer): Buffer => hash("sha256", bytes, "buffer");

function refuse(batch: PreparedBatch, refusal: Refusal, name: string | null, bytes: Buffer): void {
  const row = quarantineRow(refusal, name, bytes);
  batch.refused.push(row);
  batch.seen.push({ key: row.key, modifiedMs: null });
}

const tooLarge = {
  key: null,
  code: "record_too_large",
  detail: `The record has more than the ${recordBytesMax} bytes that are read of one.`,
  pointer: null,
};
