import { Buffer } from "node:buffer";
import { WhereinError } from "@/lib/errors";

const alphabet = /^[A-Za-z0-9+/_\-\s]*=?\s*=?\s*$/;

/** The bytes of base64 or base64url, with or without padding and line breaks. Throws `invalid` (`wrapper_base64`). */
export function decodeBase64(text: string, at: string): Buffer {
  if (!alphabet.test(text)) {
    throw new WhereinError("invalid", `The SBOM at ${at} is not valid base64. Send the SBOM by itself.`, {
      reason: "wrapper_base64",
      errors: [{ pointer: at, detail: "Expected base64 or base64url." }],
    });
  }
  return Buffer.from(text, "base64");
}
