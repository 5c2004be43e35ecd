import { createReadStream } from "node:fs";
import { createGunzip } from "node:zlib";
import { recordBytesMax } from "../limits";
import { reasonOf, sourceProblem } from "../source-problem";
import { plainRecord, type SourceRecord } from "../sources/record-source";

const lineEnd = 10;

/** The records of a `.jsonl` or `.jsonl.gz` file, line by line. Throws `source_damaged` when it was cut off. `where` is for messages. */
export async function* readJsonLines(path: string, where: string): AsyncGenerator<SourceRecord> {
  const file = createReadStream(path, { highWaterMark: 256 * 1_024 });
  const isPacked = path.endsWith(".gz");
  // pipe passes no error on: the file's own ends the unpacked stream.
  const bytes = isPacked ? file.pipe(createGunzip({ chunkSize: 256 * 1_024 })) : file;
  if (isPacked) file.on("error", (error) => bytes.destroy(error));
  try {
    yield* splitLines(bytes, where);
  } catch (error) {
    if (error instanceof Error && "reason" in error) throw error;
    throw sourceProblem("source_damaged", `${where} cannot be read to its end: ${reasonOf(error)}. Nothing was removed because of it.`, error);
  } finally {
    file.destroy();
  }
}

async function* splitLines(chunks: AsyncIterable<Buffer>, where: string): AsyncGenerator<SourceRecord> {
  let parts: Buffer[] = [];
  let partsBytes = 0;
  const keep = (part: Buffer) => {
    partsBytes += part.length;
    // Beyond the limit the line is only counted.
    if (partsBytes <= recordBytesMax) parts.push(part);
  };
  const takeLine = (): SourceRecord | null => {
    const bytes = partsBytes > recordBytesMax ? null : trimmed(Buffer.concat(parts));
    parts = [];
    partsBytes = 0;
    return bytes?.length === 0 ? null : plainRecord(bytes && idIn(bytes), bytes);
  };
  for await (const chunk of chunks) {
    let from = 0;
    for (let end = chunk.indexOf(lineEnd); end >= 0; end = chunk.indexOf(lineEnd, from)) {
      keep(chunk.subarray(from, end));
      const record = takeLine();
      if (record) yield record;
      from = end + 1;
    }
    if (from < chunk.length) keep(chunk.subarray(from));
  }
  const last = takeLine();
  if (!last) return;
  if (last.size !== null && last.read().at(-1) !== 0x7d)
    throw sourceProblem("source_damaged", `${where} ends in the middle of a record. Nothing was removed because of it.`);
  yield last;
}

/** Without a carriage return at the end. */
const trimmed = (line: Buffer): Buffer => (line.at(-1) === 13 ? line.subarray(0, -1) : line);

const idBefore = Buffer.from('"id":');

/** The text behind the first `"id":`; most records have their own id there. It is believed only when all bytes are known too. */
function idIn(line: Buffer): string | null {
  const at = line.indexOf(idBefore);
  if (at < 0) return null;
  return /^\s*"([^"\\]{1,200})"/.exec(line.toString("latin1", at + idBefore.length, at + idBefore.length + 220))?.[1] ?? null;
}
