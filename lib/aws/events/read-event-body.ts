import type { IncomingMessage } from "node:http";
import { isTextDeeper } from "@/lib/advisories/osv/nesting";
import { WhereinError } from "@/lib/errors";
import { invalid } from "@/lib/http/problem";

/** An event has 256 KiB at most, a message of SNS the same; a batch of events is taken up to this. */
export const eventBytesMax = 1_048_576;
const depthMax = 64;

/**
 * The JSON of a request with events, whatever its content type says: SNS calls it text. Throws `too_large` as soon as it is known, `unsupported` for a
 * compressed body, and `invalid` for what is no JSON or nests deeper than any event.
 */
export async function readEventBody(request: IncomingMessage): Promise<unknown> {
  const encoding = request.headers["content-encoding"]?.trim().toLowerCase() ?? "identity";
  if (encoding !== "identity") throw new WhereinError("unsupported", "Send events without a content encoding.", { reason: "content_encoding" });
  return parseJson(textOf(await readBytes(request)).trim(), "");
}

/** The JSON of a text that stands in an event or message at `pointer`. */
export function parseJson(text: string, pointer: string): unknown {
  if (isTextDeeper(text, depthMax)) throw invalid([{ pointer, detail: `Nests deeper than ${depthMax} levels`, code: "too_deep" }], "json_too_deep");
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw invalid([{ pointer, detail: text === "" ? "Is empty" : "Is not JSON", code: "json" }], "json_invalid");
  }
}

async function readBytes(request: IncomingMessage): Promise<Buffer> {
  if (Number(request.headers["content-length"] ?? 0) > eventBytesMax) throw tooLarge();
  const chunks: Buffer[] = [];
  let size = 0;
  // Not ended with the loop over it: what is left of a refused body is read and dropped.
  for await (const chunk of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > eventBytesMax) throw tooLarge();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, size);
}

function textOf(bytes: Buffer): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw invalid([{ pointer: "", detail: "Is not UTF-8", code: "json" }], "json_invalid");
  }
}

function tooLarge(): WhereinError {
  return new WhereinError("too_large", `Events are taken up to ${eventBytesMax} bytes.`, { reason: "body_too_large" });
}
