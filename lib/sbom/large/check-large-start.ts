import { WhereinError } from "@/lib/errors";
import { decodeText, encodingOf } from "../decode-text";
import { refuseText, unknownFormat } from "../lookalikes";
import { serialisations } from "../serialisations";

/**
 * What the first bytes (4 KiB or more) of a large document tell: `sliced`: JSON that can be read in slices; `whole`: something
 * that can only be read whole. Throws, as `readBom` would in the end, for what cannot be an SBOM.
 */
export function checkLargeStart(bytes: Uint8Array): "sliced" | "whole" {
  const start = decodeText(bytes.subarray(0, 4_096)).trimStart();
  if (serialisations.some((each) => each.matches(start, bytes))) return "whole";
  if (start.startsWith("{")) return encodingOf(bytes).name === "utf8" ? "sliced" : "whole";
  // White space only: what comes after it is not known yet.
  if (start === "") return "whole";
  refuseText(start, bytes);
  throw unknownFormat(bytes);
}

/** `too_large`: a document that can only be read whole, and is too large for that. */
export function formTooLarge(bytesMax: number): WhereinError {
  const detail = `Documents of more than ${Math.floor(bytesMax / 1_048_576)} MiB are read as CycloneDX or SPDX 2 JSON in UTF-8 only; send this one in that form, or in parts.`;
  return new WhereinError("too_large", detail, { reason: "form_too_large" });
}
