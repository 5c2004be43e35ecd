import { createHash } from "node:crypto";
import { compositionHash } from "../composition-hash";
import type { Bom } from "../model";

/**
 * A UUID made from what the model says, in the manner of version 5 (RFC 9562, section 5.5) with SHA-256 in place of SHA-1,
 * which makes it version 8: the same model has the same one, anything else another.
 */
export function documentUuid(bom: Bom): string {
  const hash = createHash("sha256").update("wherein-export-1\n").update(compositionHash(bom));
  hash.update(JSON.stringify([bom.root, bom.createdAt, bom.generator]));
  for (const details of bom.details ?? []) hash.update(`\n${JSON.stringify(details)}`);
  const bytes = hash.digest().subarray(0, 16);
  bytes[6] = ((bytes[6] as number) & 0x0f) | 0x80;
  bytes[8] = ((bytes[8] as number) & 0x3f) | 0x80;
  const hex = bytes.toString("hex");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}
