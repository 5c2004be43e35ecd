import { WhereinError } from "@/lib/errors";
import { invalid } from "./problem";

export const bodyBytesMaxDefault = 1_048_576;

/** The JSON of a request's body. Throws `unsupported`, `too_large` (before reading past the limit) or `invalid`. */
export async function readJson(request: Request, bytesMax: number): Promise<unknown> {
  const type = request.headers.get("content-type")?.split(";")[0]?.trim().toLowerCase() ?? "";
  if (type !== "application/json" && !type.endsWith("+json"))
    throw new WhereinError("unsupported", "Send the body as application/json.", { reason: "content_type" });
  const text = new TextDecoder("utf-8", { fatal: true });
  const bytes = await readBytes(request, bytesMax);
  try {
    return JSON.parse(text.decode(bytes));
  } catch {
    throw invalid([{ pointer: "", detail: bytes.length === 0 ? "The body is empty" : "The body is not JSON in UTF-8", code: "json" }], "json_invalid");
  }
}

/** The bytes of a request's body, at most `bytesMax`: it stops reading as soon as there are more. */
export async function readBytes(request: Request, bytesMax: number): Promise<Uint8Array> {
  if (Number(request.headers.get("content-length") ?? 0) > bytesMax) throw tooLarge(bytesMax);
  const chunks: Uint8Array[] = [];
  let size = 0;
  const reader = request.body?.getReader();
  while (reader) {
    const { done, value } = await reader.read();
    if (done) break;
    size += value.byteLength;
    if (size > bytesMax) {
      await reader.cancel();
      throw tooLarge(bytesMax);
    }
    chunks.push(value);
  }
  return Buffer.concat(chunks);
}

function tooLarge(bytesMax: number): WhereinError {
  return new WhereinError("too_large", `The body is larger than the ${bytesMax} bytes that are taken here.`, { reason: "body_too_large" });
}
