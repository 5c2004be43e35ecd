import { randomFillSync } from "node:crypto";

const bytes = new Uint8Array(16);
const view = new DataView(bytes.buffer);

/** Random 12 bits that begin each millisecond, counted up within it (RFC 9562, 6.2, method 1). */
let last = { ms: 0, counter: 0 };

/** A version 7 UUID (RFC 9562): time-ordered, within a millisecond too, so that primary keys are appended and audit rows stay in order. */
export function uuidv7(nowMs = Date.now()): string {
  randomFillSync(bytes);
  // The highest bit begins unset: 2,048 more fit into the millisecond at least.
  const counter = nowMs === last.ms ? (last.counter + 1) & 0x0fff : view.getUint16(6) & 0x07ff;
  last = { ms: nowMs, counter };
  view.setUint32(0, Math.floor(nowMs / 0x1_0000));
  view.setUint16(4, nowMs % 0x1_0000);
  view.setUint16(6, 0x7000 | counter);
  view.setUint8(8, 0x80 | (view.getUint8(8) & 0x3f));
  const hex = Buffer.from(bytes).toString("hex");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

const shape = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

/** Whether the text is a UUID as PostgreSQL prints it. */
export function isUuid(text: string): boolean {
  return shape.test(text);
}
