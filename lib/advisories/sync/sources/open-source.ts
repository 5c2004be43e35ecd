import { createReadStream } from "node:fs";
import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { reasonOf, sourceProblem } from "../source-problem";
import { BucketSource, type Reading } from "./bucket";
import { FolderSource } from "./folder";
import { type HttpAnswer, httpGet, type ReadBody } from "./http-get";
import type { RecordSource } from "./record-source";

/** A setting's path: null when it is an address of http or https; `file:` addresses and plain paths are paths. */
function pathOf(where: string): string | null {
  if (/^https?:/i.test(where)) return null;
  return /^file:/i.test(where) ? fileURLToPath(where) : resolve(where);
}

/** Where the records of an ecosystem come from, by the setting. Throws `source_missing` for a name that no ecosystem can have. */
export function openRecordSource(where: string, ecosystem: string, reading: Reading): RecordSource {
  const path = pathOf(where);
  return path === null ? new BucketSource(where, ecosystem, reading) : new FolderSource(path, ecosystem);
}

/** Reads one file, by address or path, as `httpGet` does. */
export async function readSourceFile<T>(
  where: string,
  { etag, bytesMax }: { etag: string | null; bytesMax: number },
  reading: Reading,
  read: ReadBody<T>,
): Promise<HttpAnswer<T>> {
  const path = pathOf(where);
  if (path === null) return httpGet({ ...reading, url: where, etag, bytesMax }, read);
  try {
    return { kind: "read", value: await read(limited(createReadStream(path), where, bytesMax)), etag: null };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return { kind: "missing" };
    if (error instanceof Error && "reason" in error) throw error;
    throw sourceProblem("source_unreadable", `${where} cannot be read: ${reasonOf(error)}.`, error);
  }
}

async function* limited(body: AsyncIterable<Buffer>, where: string, bytesMax: number): AsyncGenerator<Buffer> {
  let bytes = 0;
  for await (const chunk of body) {
    bytes += chunk.length;
    if (bytes > bytesMax) throw sourceProblem("source_too_large", `${where} has more than the ${bytesMax} bytes that are read of it.`);
    yield chunk;
  }
}
