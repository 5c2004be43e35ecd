import { cleanText } from "../text";

/** One breach of a schema. `pointer` is a JSON pointer into the document, or `line 12` for XML. */
export type SchemaFault = { pointer: string; message: string };

/** Why a document was not judged. */
export const notCheckedReasons = ["no_schema_for_format", "no_schema_for_version", "wrapped", "nested_too_deeply", "too_large", "unreadable"] as const;
export type NotCheckedReason = (typeof notCheckedReasons)[number];

/**
 * Whether a document keeps its own schema: information, never a gate. `schema` names what it was judged by; `errors` are the
 * first of `total`.
 */
export type Validity =
  | { kind: "valid"; schema: string }
  | { kind: "invalid"; schema: string; errors: SchemaFault[]; total: number }
  | { kind: "notChecked"; reason: NotCheckedReason }
  | { kind: "timedOut" };

/** How many faults are told; a document is usually wrong in one way, many times. */
const faultsMax = 50;
const faultTextMax = 500;

/** The verdict for these faults, given in batches; none: valid. Texts of the document that a message repeats are cut. */
export function validityOf(schema: string, batches: Iterable<readonly SchemaFault[]>): Validity {
  const errors: SchemaFault[] = [];
  let total = 0;
  for (const faults of batches) {
    total += faults.length;
    for (const { pointer, message } of faults.slice(0, faultsMax - errors.length)) errors.push({ pointer: cut(pointer), message: cut(message) });
  }
  return total === 0 ? { kind: "valid", schema } : { kind: "invalid", schema, errors, total };
}

const cut = (text: string) => cleanText(text.slice(0, faultTextMax));
