/** A record as it lies in the source. */
export type SourceRecord = {
  /** The id by the name of its file, or as it seems to stand in the line: a hint, never the truth. */
  name: string | null;
  /** How many bytes it has; null: more than are read. */
  size: number | null;
  /** Its bytes deflated, as an archive has them; null where they lie as they are. */
  packed: Buffer | null;
  /** Its bytes. Throws a source problem when they are not what was packed. */
  read(): Buffer;
};

/** A record that lies there as it is; `bytes` null when it is larger than what is read. */
export function plainRecord(name: string | null, bytes: Buffer | null): SourceRecord {
  return { name, size: bytes?.length ?? null, packed: null, read: () => bytes ?? Buffer.alloc(0) };
}

/** A line of the list of changes. */
export type Change = { id: string; modified: Date };

/** All records of an ecosystem at one moment. `close` gives back what it holds. */
export type Everything = {
  etag: string | null;
  /** How many there are, where this is known before. */
  count: number | null;
  /** Each record once, or only those of `wanted` where the source can tell them apart. Throws when the source is damaged. */
  records(wanted: ReadonlySet<string> | null): AsyncIterable<SourceRecord>;
  close(): Promise<void>;
};

/** Where the records of one ecosystem come from. Every failure is thrown as a source problem. */
export interface RecordSource {
  /** The changes from `since` on, newest first, all when it is null; null: the source keeps no such list. */
  changesSince(since: Date | null): Promise<Change[] | null>;
  /** One record, or null when it is not there. */
  record(id: string): Promise<SourceRecord | null>;
  /** Everything, unless it is the same as what had this etag; `unlisted`: there is nothing, and the source's list of ecosystems does not name this one. */
  everything(etag: string | null): Promise<Everything | "unchanged" | "unlisted">;
}
