import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { readJsonLines } from "../archive/read-json-lines";
import { RecordZip } from "../archive/read-zip";
import { recordBytesMax } from "../limits";
import { reasonOf, sourceProblem } from "../source-problem";
import { findRecordFiles, type RecordFile } from "./find-record-files";
import { readChanges } from "./read-changes";
import { type Change, type Everything, plainRecord, type RecordSource, type SourceRecord } from "./record-source";
import { idOfFile, isRecordId, isUnlisted, requireEcosystemName } from "./source-names";

/**
 * An ecosystem in a folder of this machine, for closed networks: as OSV's bucket has it, or as a zip, as lines of JSON or as single
 * files (see `findRecordFiles`). A list of changes counts only beside single files.
 */
export class FolderSource implements RecordSource {
  readonly #folder: string;

  constructor(
    private readonly base: string,
    private readonly ecosystem: string,
  ) {
    this.#folder = join(base, requireEcosystemName(ecosystem));
  }

  async changesSince(since: Date | null): Promise<Change[] | null> {
    const path = join(this.#folder, "modified_id.csv");
    if (!(await isFile(path))) return null;
    return readChanges(createReadStream(path) as AsyncIterable<Buffer>, since, path);
  }

  /** From its own file, else null. A folder without single files has no list of changes either. */
  async record(id: string): Promise<SourceRecord | null> {
    return isRecordId(id) ? readRecordFile(join(this.#folder, `${id}.json`), id) : null;
  }

  async everything(etag: string | null): Promise<Everything | "unchanged" | "unlisted"> {
    const files = await findRecordFiles(this.base, this.ecosystem);
    if (files.length === 0) {
      const list = await readFile(join(this.base, "ecosystems.txt")).catch(() => null);
      if (list && isUnlisted(list, this.ecosystem)) return "unlisted";
      throw sourceProblem("source_missing", `The source has no ecosystem "${this.ecosystem}": there is nothing for it in ${this.base}.`);
    }
    // Size and time of each file stand for its content, as for any tool that copies what is newer.
    const print = files.map(({ path, size, modifiedMs }) => `${path}:${size}:${modifiedMs}`).join("\n");
    const fresh = `files-${createHash("sha256").update(print).digest("hex").slice(0, 32)}`;
    if (fresh === etag) return "unchanged";
    const isSingles = files.every(({ kind }) => kind === "json");
    return { etag: fresh, count: isSingles ? files.length : null, records: (wanted) => recordsOf(files, wanted), close: async () => {} };
  }
}

async function* recordsOf(files: readonly RecordFile[], wanted: ReadonlySet<string> | null): AsyncGenerator<SourceRecord> {
  for (const { kind, path } of files) {
    if (kind === "lines") yield* readJsonLines(path, path);
    if (kind === "json") {
      const name = idOfFile(path);
      if (name === null || (wanted && !wanted.has(name))) continue;
      const record = await readRecordFile(path, name);
      if (record) yield record;
    }
    if (kind === "zip") {
      const zip = await RecordZip.open(path, path);
      try {
        yield* zip.records(wanted);
      } finally {
        await zip.close();
      }
    }
  }
}

async function readRecordFile(path: string, name: string): Promise<SourceRecord | null> {
  try {
    const { size } = await stat(path);
    return plainRecord(name, size > recordBytesMax ? null : await readFile(path));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return null;
    throw sourceProblem("source_unreadable", `${path} cannot be read: ${reasonOf(error)}.`, error);
  }
}

const isFile = (path: string): Promise<boolean> =>
  stat(path).then(
    (found) => found.isFile(),
    () => false,
  );
