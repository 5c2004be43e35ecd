import type { IncomingMessage } from "node:http";
import { WhereinError } from "@/lib/errors";
import { documentBytesMax } from "@/lib/inventory/limits";

/** What a document comes in: fed with the chunks of a body, it gives the bytes of the document, and keeps what is said beside it. */
export type Envelope = {
  /** The bytes of the document in this chunk of the body. Throws `invalid` for what is no envelope. */
  push: (chunk: Buffer) => Buffer[];
  /** Throws `invalid` unless the envelope is complete. */
  end: () => void;
  /** What is said beside the document, once it is complete. */
  fields: () => Record<string, unknown>;
};

/** What the fields of an upload may weigh together; the document has its own limit. */
export const fieldBytesMax = 262_144;

/** Base64 with line breaks and escapes is under one and a half times its document. */
const bodyBytesMax = documentBytesMax * 1.5 + fieldBytesMax;

/** The document inside of a body, chunk by chunk, so that it is never held twice. Throws `too_large`, `unsupported` or `invalid`. */
export async function* documentIn(request: IncomingMessage, envelope: Envelope): AsyncGenerator<Buffer> {
  const encoding = request.headers["content-encoding"]?.trim().toLowerCase() ?? "identity";
  if (encoding !== "identity") {
    throw new WhereinError("unsupported", "Send the body without a content encoding. The document in it may be gzip.", { reason: "content_encoding" });
  }
  let length = Number(request.headers["content-length"] ?? 0);
  if (length > bodyBytesMax) throw tooLarge();
  length = 0;
  // The caller must still be able to read the answer to a body that is refused half way.
  for await (const chunk of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > bodyBytesMax) throw tooLarge();
    yield* envelope.push(chunk);
  }
  envelope.end();
}

function tooLarge(): WhereinError {
  return new WhereinError("too_large", `The document is larger than ${documentBytesMax / 1_048_576} MiB.`, { reason: "document_too_large" });
}

export function fieldsTooLarge(): WhereinError {
  return new WhereinError("too_large", `What stands beside the document is larger than ${fieldBytesMax / 1_024} KiB.`, { reason: "fields_too_large" });
}
