import type { VexDocument } from "./read/model";
import { readVex } from "./read/read-vex";

/** More has to be read than the event loop is given for: the transaction is rolled back, and all of it is done again in the thread. */
export class TooMuchHere extends Error {}

/** Reads a document that has no more than `bytesMax`; throws `TooMuchHere` for a larger one, else as `readVex`. */
export function readHere(body: Buffer, bytesMax: number): VexDocument {
  if (body.length > bytesMax) throw new TooMuchHere();
  return readVex(body);
}
