import { createHash } from "node:crypto";
import { quarantineBytesMax } from "./limits";
import type { QuarantineRow } from "./queries/quarantine";
import type { Refusal } from "./sync-parts";

const keyCharactersMax = 300;
const detailCharactersMax = 4_000;

/** A refused record as it is kept. `name` stands for a key that the record does not give; without either its digest does. */
export function quarantineRow(refusal: Refusal, name: string | null, bytes: Buffer): QuarantineRow {
  const digest = createHash("sha256").update(bytes).digest();
  return {
    key: storable(refusal.key ?? name ?? `sha256:${digest.toString("hex")}`, keyCharactersMax),
    code: refusal.code,
    detail: storable(refusal.detail, detailCharactersMax),
    pointer: refusal.pointer === null ? null : storable(refusal.pointer, detailCharactersMax),
    digest,
    // A copy: a view would keep all bytes that were read with it.
    raw: Buffer.from(bytes.subarray(0, quarantineBytesMax)),
  };
}

/** PostgreSQL's text holds no NUL; half a surrogate pair becomes a replacement character on its way. */
function storable(text: string, max: number): string {
  return text.slice(0, max).replaceAll("\u0000", "\ufffd");
}
