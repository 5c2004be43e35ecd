import { Buffer } from "node:buffer";
import { createHash } from "node:crypto";
import type { Bom } from "./model";
import { runSteps } from "./steps";

/** Components of one step: a text of all would be tens of megabytes for the largest documents. */
const stepComponents = 4_000;

/**
 * SHA-256 of what a document is made of: components (key, scope and SHA-256) in key order, the edges between them and the direct
 * ones. It depends neither on the order in the document nor on references, serial numbers or times.
 */
export function compositionHash(bom: Pick<Bom, "components" | "graph">): Buffer {
  return runSteps(compositionHashInSteps(bom));
}

/** The same, for a caller with other things to do between its steps. */
export function* compositionHashInSteps({ components, graph }: Pick<Bom, "components" | "graph">): Generator<void, Buffer, void> {
  const hash = createHash("sha256");
  let step = 0;
  let text = `wherein-composition-2\n${components.length}\n`;
  // Keys hold exactly three NULs and no others, so that nothing can be read in two ways.
  for (const { key, scope, sha256 } of components) {
    text += `${key}\0${scope}\0${sha256 ?? ""}\0`;
    if (++step % stepComponents !== 0) continue;
    hash.update(text);
    text = "";
    yield;
  }
  text += `${graph.targets.length} ${graph.direct.length} ${graph.directAssumed}\n`;
  return hash.update(text).update(littleEndian(graph.offsets)).update(littleEndian(graph.targets)).update(littleEndian(graph.direct)).digest();
}

const isLittleEndian = new Uint8Array(Uint32Array.of(1).buffer)[0] === 1;

function littleEndian(values: Uint32Array): Uint8Array {
  const bytes = Buffer.from(values.buffer, values.byteOffset, values.byteLength);
  return isLittleEndian ? bytes : Buffer.from(bytes).swap32();
}
