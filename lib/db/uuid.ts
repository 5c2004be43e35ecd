import { randomFillSync } from "node:crypto";

const bytes = new Uint8Array(16);
const view = new DataView(bytes.buffer);

/** A version 7 UUID (RFC 9562): time-ordered, so that primary keys are appended and not scattered. */
export function uuidv7(nowMs = Date.now()): string {
  randomFillSync(bytes);
  view.setUint32(0, Math.floor(nowMs / 0x1_0000));
  view.setUint16(4, nowMs % 0x1_0000);
  view.setUint8(6, 0x70 | (view.getUint8(6) & 0x0f));
  view.setUint8(8, 0x80 | (view.getUint8(8) & 0x3f));
  const hex = Buffer.from(bytes).toString("hex");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

const shape = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

/** Whether the text is a UUID as PostgreSQL prints it. */
export function isUuid(text: string): boolean {
  return shape.test(text);
}
