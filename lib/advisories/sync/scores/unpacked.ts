import { pipeline } from "node:stream/promises";
import { createGunzip } from "node:zlib";
import { sourceProblem } from "../source-problem";

/**
 * Hands the bytes to `read`, unpacked when they are gzip, whatever the file is called. Throws `source_damaged` when they were cut off, and
 * `source_too_large` beyond `bytesMax`. `where` is for messages.
 */
export async function readUnpacked<T>(
  body: AsyncIterable<Buffer>,
  { bytesMax, where }: { bytesMax: number; where: string },
  read: (bytes: AsyncIterable<Buffer>) => Promise<T>,
): Promise<T> {
  const iterator = body[Symbol.asyncIterator]();
  const first = await iterator.next();
  const isPacked = !first.done && first.value[0] === 0x1f && first.value[1] === 0x8b;
  async function* whole(): AsyncGenerator<Buffer> {
    if (!first.done) yield first.value;
    for (let next = await iterator.next(); !next.done; next = await iterator.next()) yield next.value;
  }
  if (!isPacked) return read(whole());
  try {
    return await pipeline(whole(), createGunzip(), (bytes: AsyncIterable<Buffer>) => read(limited(bytes, bytesMax, where)));
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? "";
    if (!code.startsWith("Z_")) throw error;
    throw sourceProblem("source_damaged", `${where} is damaged: it cannot be unpacked to its end. What was stored stays.`, error);
  }
}

async function* limited(bytes: AsyncIterable<Buffer>, bytesMax: number, where: string): AsyncGenerator<Buffer> {
  let sum = 0;
  for await (const chunk of bytes) {
    sum += chunk.length;
    if (sum > bytesMax) throw sourceProblem("source_too_large", `${where} has more than the ${bytesMax} bytes that are read of it.`);
    yield chunk;
  }
}
