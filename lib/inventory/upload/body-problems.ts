import { WhereinError } from "@/lib/errors";

export function bodyTooLarge(bytesMax: number): WhereinError {
  return new WhereinError("too_large", `The document is larger than ${bytesMax / 1_048_576} MiB.`, { reason: "document_too_large" });
}

export function bodyCutOff(cause: unknown): WhereinError {
  return new WhereinError("invalid", "The connection ended before the whole document had arrived. Nothing was stored; send it again.", {
    reason: "body_cut_off",
    cause,
  });
}
