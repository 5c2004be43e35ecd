import { depthMax, recordBytesMax } from "./limits";
import { OsvRefusal } from "./refusal";

// PostgreSQL's text holds neither NUL nor half a surrogate pair. In JSON that was valid UTF-8 both can only be escapes.
const unstorable = /\\u(?:0000|[dD][89a-fA-F])/;
const escapes = /\\(?:u([0-9a-fA-F]{4})(?:\\u([dD][c-fC-F][0-9a-fA-F]{2}))?|.)/gs;
// Shorter texts cannot nest deep enough to harm who walks their value recursively.
const shortLength = 4_096;
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

/** True when the value nests deeper than `levels`; goes no deeper than that itself. */
function isDeeper(value: object, levels: number): boolean {
  if (levels < 0) return true;
  if (Array.isArray(value)) {
    for (const item of value) if (typeof item === "object" && item !== null && isDeeper(item, levels - 1)) return true;
    return false;
  }
  for (const item of Object.values(value)) if (typeof item === "object" && item !== null && isDeeper(item, levels - 1)) return true;
  return false;
}

/** The JSON value of a record's bytes, with text that PostgreSQL can hold. Throws `OsvRefusal` when there is none. */
export function decodeRecord(bytes: Buffer): unknown {
  if (bytes.length > recordBytesMax) throw new OsvRefusal("too_large", null, "The record is larger than 16 MiB.");
  let text = bytes.toString("utf8");
  if (text.charCodeAt(0) === 0xfeff) text = text.slice(1);
  if (text.includes("\\u") && unstorable.test(text)) text = withoutUnstorable(text);
  const value = parse(text);
  const isLong = text.length > shortLength;
  if (isLong && typeof value === "object" && value !== null && isDeeper(value, depthMax)) {
    throw new OsvRefusal("too_deep", null, `The record nests deeper than ${depthMax} levels.`);
  }
  return value;
}

function parse(text: string): unknown {
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
