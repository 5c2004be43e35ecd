import { type FileHandle, open } from "node:fs/promises";
import { constants, crc32, inflateRawSync } from "node:zlib";
import { type Entry, fromRandomAccessReaderPromise, RandomAccessReader, type ZipFile } from "yauzl";
import { recordBytesMax } from "../limits";
import { reasonOf, sourceProblem } from "../source-problem";
import type { SourceRecord } from "../sources/record-source";
import { idOfFile } from "../sources/source-names";
import { FileWindow } from "./file-window";

/** Answers from memory and at once: two system calls for each of 250,000 entries would be most of the time. */
class WindowReader extends RandomAccessReader {
  constructor(private readonly window: FileWindow) {
    super();
  }

  override read(buffer: Buffer, offset: number, length: number, position: number, callback: (error: Error | null, bytesRead?: number) => void): void {
    const bytes = this.window.take(position, length);
    bytes?.copy(buffer, offset);
    callback(bytes ? null : new Error("it ends too early"), length);
  }

  override close(callback: (error: Error | null) => void): void {
    callback(null);
  }
}

/** A zip of records. Its directory is read by yauzl, the records by positioned reads, one after the other. */
export class RecordZip {
  private constructor(
    private readonly file: FileHandle,
    private readonly size: number,
    private readonly zip: ZipFile,
    private readonly where: string,
  ) {}

  /** Throws `source_damaged` when the file has no directory at its end, as when it was cut off. `where` is for messages. */
  static async open(path: string, where: string): Promise<RecordZip> {
    const file = await open(path, "r");
    try {
      const { size } = await file.stat();
      const reader = new WindowReader(new FileWindow(file.fd, size));
      const zip = await fromRandomAccessReaderPromise(reader, size, { lazyEntries: true, decodeStrings: false, autoClose: false });
      return new RecordZip(file, size, zip, where);
    } catch (error) {
      await file.close();
      throw damaged(where, reasonOf(error));
    }
  }

  get count(): number {
    return this.zip.entryCount;
  }

  /** The records in the order of the directory; throws `source_damaged` at the first one whose bytes are not what was packed. */
  async *records(wanted: ReadonlySet<string> | null): AsyncGenerator<SourceRecord> {
    const window = new FileWindow(this.file.fd, this.size);
    for (const entry of this.#entries()) {
      const path = entry.fileNameRaw.toString("utf8");
      const name = idOfFile(path);
      if (name === null || (wanted && !wanted.has(name))) continue;
      const bytes = entry.uncompressedSize > recordBytesMax ? null : this.#read(window, entry, path);
      yield { name, bytes };
    }
  }

  close(): Promise<void> {
    return this.file.close();
  }

  /** yauzl calls back before readEntry returns, because its reader does. */
  *#entries(): Generator<Entry> {
    let entry: Entry | null = null;
    let failure: Error | null = null;
    this.zip.on("entry", (next: Entry) => {
      entry = next;
    });
    this.zip.on("error", (error: Error) => {
      failure = error;
    });
    for (let read = 0; read < this.zip.entryCount; read++) {
      entry = null;
      this.zip.readEntry();
      if (failure) throw damaged(this.where, reasonOf(failure));
      if (!entry) throw damaged(this.where, "its directory ends too early");
      yield entry;
    }
  }

  #read(window: FileWindow, entry: Entry, path: string): Buffer {
    const header = window.take(entry.relativeOffsetOfLocalHeader, 30);
    const isHeader = header?.readUInt32LE(0) === 0x04034b50;
    // The name and extra field of the local header may be longer than those of the directory.
    const start = entry.relativeOffsetOfLocalHeader + 30 + (header?.readUInt16LE(26) ?? 0) + (header?.readUInt16LE(28) ?? 0);
    const packed = isHeader && entry.compressedSize <= recordBytesMax * 2 ? window.take(start, entry.compressedSize) : null;
    if (!packed || entry.isEncrypted()) throw damaged(this.where, `${path} cannot be read`);
    const bytes = unpack(entry, packed);
    if (!bytes || bytes.length !== entry.uncompressedSize || crc32(bytes) !== entry.crc32) throw damaged(this.where, `${path} is not what was packed`);
    return bytes;
  }
}

function unpack({ compressionMethod, uncompressedSize }: Entry, packed: Buffer): Buffer | null {
  // A copy: the window's memory would live as long as the record.
  if (compressionMethod === 0) return Buffer.from(packed);
  if (compressionMethod !== 8) return null;
  try {
    // One piece of memory of the right size for each record, instead of 16 KiB.
    return inflateRawSync(packed, { maxOutputLength: uncompressedSize + 64, chunkSize: uncompressedSize + 64, finishFlush: constants.Z_FINISH });
  } catch {
    return null;
  }
}

const damaged = (where: string, why: string) => sourceProblem("source_damaged", `${where} is damaged: ${why}. Nothing was removed because of it.`);
