import { depthMax, recordBytesMax } from "./limits";
import { OsvRefusal } from "./refusal";

// PostgreSQL's text holds neither NUL nor half a surrogate pair. In JSON that was valid UTF-8 both can only be escapes.
const unstorable = /\\u(?:0000|[dD][89a-fA-F])/;
const escapes = /\\(?:u([0-9a-fA-F]{4})(?:\\u([dD][c-fC-F][0-9a-fA-F]{2}))?|.)/gs;
const high = /^[dD][89abAB]/;
const low = /^[dD][c-fC-F]/;

/** The same JSON text without escaped NULs and lone surrogates; whole pairs stay. */
function withoutUnstorable(json: string): string {
  return json.replace(escapes, (all, first: string | undefined, second: string | undefined) => {
    if (first === undefined) return all;
    if (second !== undefined && high.test(first)) return all;
    return first === "0000" || high.test(first) || low.test(first) ? "" : `\\u${first}`;
  });
}

/** True when brackets outside of strings nest deeper than `depthMax`. Linear, and never recursive. */
function isTooDeep(bytes: Buffer): boolean {
  let depth = 0;
  let inString = false;
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at] as number;
    if (inString) {
      if (byte === 0x5c) at++;
      else if (byte === 0x22) inString = false;
    } else if (byte === 0x22) inString = true;
    // [ and { differ from ] and } by two, and from each other by the bit 0x20.
    else if ((byte | 0x20) === 0x7b) {
      if (++depth > depthMax) return true;
    } else if ((byte | 0x20) === 0x7d) depth--;
  }
  return false;
}

/** The JSON value of a record's bytes, with text that PostgreSQL can hold. Throws `OsvRefusal` when there is none. */
export function decodeRecord(bytes: Buffer): unknown {
  if (bytes.length > recordBytesMax) throw new OsvRefusal("too_large", null, "The record is larger than 16 MiB.");
  let text = bytes.toString("utf8");
  if (text.charCodeAt(0) === 0xfeff) text = text.slice(1);
  if (unstorable.test(text)) text = withoutUnstorable(text);
  if (isTooDeep(bytes)) throw new OsvRefusal("too_deep", null, `The record nests deeper than ${depthMax} levels.`);
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new OsvRefusal("not_json", null, `The record is not JSON: ${error instanceof Error ? shortened(error.message) : "it cannot be parsed"}.`);
  }
}

function shortened(message: string): string {
  const line = message.replace(/\s+/g, " ").replace(/\.$/, "");
  return line.length > 200 ? `${line.slice(0, 199)}…` : line;
}
