import type { ErrorObject } from "ajv";
import type { JsonObject } from "../json";
import { explainFaults } from "./explain-faults";
import type { JsonValidator } from "./json-validator";
import { findEqualItems } from "./unique-items";
import type { SchemaFault } from "./validity";

/** ajv copies all errors so far with each component that has one: lists are judged in slices that keep this small. */
const sliceItems = 500;

/**
 * All faults of a document that breaks its schema, a batch at a time. Its long lists are judged in slices, each in a document of its own; the fields
 * beside them once, with those lists empty.
 */
export function* judgeJson(validator: JsonValidator, document: JsonObject, at: string): Generator<SchemaFault[]> {
  const lists = new Map<string, readonly unknown[]>();
  let found = 0;
  const counted = (errors: readonly ErrorObject[]) => {
    found += errors.length;
    return explainFaults(errors, at);
  };
  for (const [name, value] of Object.entries(document)) if (Array.isArray(value) && value.length > sliceItems) lists.set(name, value);
  yield counted(validator.judge(withEmptyLists(document, lists)));
  for (const [name, list] of lists) {
    const equal = validator.uniqueLists.has(name) ? findEqualItems(list) : null;
    if (equal !== null) yield counted([equalItems(name, equal)]);
    for (let from = 0; from < list.length; from += sliceItems) {
      const errors = validator.judge({ [name]: list.slice(from, from + sliceItems) });
      yield counted(shifted(errors, `/${name}/`, from));
    }
  }
  // A fault that no part shows by itself is one of the whole.
  if (found === 0) yield explainFaults(validator.judge(document), at);
}

function withEmptyLists(document: JsonObject, lists: ReadonlyMap<string, unknown>): JsonObject {
  return Object.fromEntries(Object.entries(document).map(([name, value]) => [name, lists.has(name) ? [] : value]));
}

/** The errors inside of the list, at the places they have in the whole one. */
function shifted(errors: readonly ErrorObject[], list: string, from: number): ErrorObject[] {
  return errors
    .filter(({ instancePath }) => instancePath.startsWith(list))
    .map((error) => {
      const [index = "", ...rest] = error.instancePath.slice(list.length).split("/");
      return { ...error, instancePath: list + [Number(index) + from, ...rest].join("/") };
    });
}

function equalItems(name: string, [i, j]: [number, number]): ErrorObject {
  return { keyword: "uniqueItems", instancePath: `/${name}`, schemaPath: "", params: { i, j } };
}
