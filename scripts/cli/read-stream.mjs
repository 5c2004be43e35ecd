import { readFile } from "node:fs/promises";
import { Failure } from "./failure.mjs";

/** Everything that a stream gives. */
export async function readStream(stream) {
  const chunks = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/** The bytes of a file, or of the stream when the path is "-". Throws a Failure for a file that cannot be read. */
export async function readFileOrStream(path, stream) {
  if (path === "-") return readStream(stream);
  try {
    return await readFile(path);
  } catch (error) {
    throw new Failure(`${path} cannot be read (${error.code ?? error.message}).`, { cause: error });
  }
}
