import { createHash } from "node:crypto";
import { isObject, type JsonObject } from "./json";
import { parseHead } from "./split-document";
import { readTimestamp } from "./text";

const serialNumber = /^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const rfc3339 = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?(Z|[+-]\d\d:\d\d)$/;
const namespaceLengthMax = 1000;

/** What is new with every document and says nothing of its worth, as long as it is well written. */
const isOrdinary: Record<string, (value: unknown) => boolean> = {
  serialNumber: (value) => typeof value === "string" && serialNumber.test(value),
  version: (value) => Number.isInteger(value) && (value as number) > 0,
  documentNamespace: (value) => typeof value === "string" && value !== "" && value.length <= namespaceLengthMax,
  timestamp: isTime,
  created: isTime,
};

/**
 * SHA-256 of what a head (`splitDocument`) says beside serial number, document version and time: heads with the same print
 * before the same body have the same schema validity and quality.
 */
export function headPrint(head: Uint8Array): Buffer {
  const document = parseHead(head);
  const hash = createHash("sha256");
  try {
    return hash.update(document === null ? head : JSON.stringify(withoutOrdinary(document))).digest();
  } catch {
    // Nested too deeply to be written down.
    return hash.update(head).digest();
  }
}

function withoutOrdinary(document: JsonObject): unknown {
  return Object.entries(document).map(([name, value]) => {
    if (isOrdinary[name]?.(value) === true) return [name];
    const isHolder = (name === "metadata" || name === "creationInfo") && isObject(value);
    return [name, isHolder ? Object.entries(value).map(([inner, said]) => (isOrdinary[inner]?.(said) === true ? [inner] : [inner, said])) : value];
  });
}

function isTime(value: unknown): boolean {
  return typeof value === "string" && rfc3339.test(value) && readTimestamp(value) !== null;
}
