import { open } from "node:fs/promises";
import type { Writable } from "node:stream";

/**
 * A stream into the file at `path`, which exists when this resolves: a stream that opens its file by itself may make it
 * after its pipeline has failed and the file was removed. Throws the system's error when it cannot be made.
 */
export async function openSpoolFile(path: string): Promise<Writable> {
  const handle = await open(path, "w", 0o600);
  return handle.createWriteStream();
}
