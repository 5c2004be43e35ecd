import { Buffer, isAscii } from "node:buffer";

const chunkBytes = 1024;

/**
 * JSON text in UTF-8 as a text of ASCII characters only: what is not ASCII is written as `\uXXXX`, so that it parses to the
 * same value, or as little as before. Null when more than one byte in 32 is not ASCII. A text of single-byte characters is
 * decoded ten times and parsed about a tenth faster, and real SBOMs hold a few such characters in a megabyte.
 */
export function escapeNonAscii(bytes: Buffer): string | null {
  if (isAscii(bytes)) return toHeapString(bytes);
  const limit = bytes.length >> 5;
  const pieces: Buffer[] = [];
  let copied = 0;
  let foreign = 0;
  for (let chunk = 0; chunk < bytes.length; chunk += chunkBytes) {
    const chunkEnd = Math.min(chunk + chunkBytes, bytes.length);
    if (chunkEnd <= copied || isAscii(bytes.subarray(chunk, chunkEnd))) continue;
    for (let at = Math.max(chunk, copied); at < chunkEnd; at += 1) {
      if ((bytes[at] as number) < 0x80) continue;
      let end = at + 1;
      // A run may cross into the next chunk: a character must not be cut.
      while (end < bytes.length && (bytes[end] as number) >= 0x80) end += 1;
      foreign += end - at;
      // After an open backslash an escape would be read as another text, where JSON.parse must refuse.
      if (foreign > limit || isEscaped(bytes, at)) return null;
      pieces.push(bytes.subarray(copied, at), Buffer.from(escaped(bytes.toString("utf8", at, end)), "latin1"));
      copied = end;
      at = end;
    }
  }
  pieces.push(bytes.subarray(copied));
  return toHeapString(Buffer.concat(pieces));
}

/**
 * ASCII bytes as a string. As UTF-8, although latin1 is faster: of that, Node.js makes strings over a megabyte outside of the
 * heap and old from birth, so that every 64 MB of documents the whole heap would be collected.
 */
function toHeapString(bytes: Buffer): string {
  return bytes.toString("utf8");
}

/** Whether an odd number of backslashes stands before the place. */
function isEscaped(bytes: Buffer, place: number): boolean {
  let at = place;
  while (at > 0 && bytes[at - 1] === 0x5c) at -= 1;
  return (place - at) % 2 === 1;
}

function escaped(text: string): string {
  let out = "";
  for (let i = 0; i < text.length; i += 1) out += `\\u${text.charCodeAt(i).toString(16).padStart(4, "0")}`;
  return out;
}
