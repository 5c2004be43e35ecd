import { type FileHandle, open } from "node:fs/promises";
import { crc32 } from "node:zlib";
import { type Entry, fromRandomAccessReaderPromise, RandomAccessReader, type ZipFile } from "yauzl";
import { inflated } from "@/lib/advisories/record-form";
import { recordBytesMax } from "../limits";
import { reasonOf, sourceProblem } from "../source-problem";
import { plainRecord, type SourceRecord } from "../sources/record-source";
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

  /** The records in the order of the directory; `source_damaged` is thrown for the first one whose bytes are not what was packed, when it is read at the latest. */
  async *records(wanted: ReadonlySet<string> | null): AsyncGenerator<SourceRecord> {
    const window = new FileWindow(this.file.fd, this.size);
    for (const entry of this.#entries()) {
      const path = entry.fileNameRaw.toString("utf8");
      const name = idOfFile(path);
      if (name === null || (wanted && !wanted.has(name))) continue;
      yield entry.uncompressedSize > recordBytesMax ? plainRecord(name, null) : this.#record(window, entry, name, path);
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

  #record(window: FileWindow, entry: Entry, name: string, path: string): SourceRecord {
    const { compressionMethod: method, uncompressedSize: size, crc32: sum } = entry;
    const taken = this.#take(window, entry);
    const isDeflated = method === 8;
    if (!taken || entry.isEncrypted() || !(isDeflated || method === 0)) throw damaged(this.where, `${path} cannot be read`);
    const unpack = (packed: Buffer): Buffer => {
      const bytes = isDeflated ? inflated(packed, size) : Buffer.from(packed);
      if (bytes?.length !== size || crc32(bytes) !== sum) throw damaged(this.where, `${path} is not what was packed`);
      return bytes;
    };
    // A form that saves nothing is not kept: what stands behind its end could be of any length.
    if (!isDeflated || taken.length >= size) return plainRecord(name, unpack(taken));
    // A copy: the window's memory would live as long as the record.
    const packed = Buffer.from(taken);
    return { name, size, packed, read: () => unpack(packed) };
  }

  #take(window: FileWindow, entry: Entry): Buffer | null {
    const header = window.take(entry.relativeOffsetOfLocalHeader, 30);
    if (header?.readUInt32LE(0) !== 0x04034b50 || entry.compressedSize > recordBytesMax * 2) return null;
    // The name and extra field of the local header may be longer than those of the directory.
    const start = entry.relativeOffsetOfLocalHeader + 30 + header.readUInt16LE(26) + header.readUInt16LE(28);
    return window.take(start, entry.compressedSize);
  }
}

const damaged = (where: string, why: string) => sourceProblem("source_damaged", `${where} is damaged: ${why}. Nothing was removed because of it.`);
