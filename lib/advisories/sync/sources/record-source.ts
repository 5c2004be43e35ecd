/** A record as it lies in the source: `bytes` is null when it is larger than what is read. */
export type SourceRecord = {
  /** The id by the name of its file, or as it seems to stand in the line: a hint, never the truth. */
  name: string | null;
  bytes: Buffer | null;
};

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
  /** Everything, unless it is the same as what had this etag. */
  everything(etag: string | null): Promise<Everything | "unchanged">;
}
