import { WhereinError } from "@/lib/errors";
import { isObject } from "../json";
import { binaries } from "./binaries";
import type { Lookalike } from "./lookalike";
import { objects } from "./objects";
import { texts } from "./texts";

/** What can be sent, as a sentence. */
export const readable = "Send an SBOM as CycloneDX (JSON, XML, protobuf) or SPDX (JSON, tag-value, YAML, RDF/XML, XML, 3.0 as JSON-LD).";

/** Throws when the document is recognisably something other than one JSON document. `text` is its text, or the beginning of it. */
export function refuseText(text: string, bytes: Uint8Array): void {
  refuseAlike(binaries, bytes);
  refuseAlike(texts, text.slice(0, 4_000));
  const lines = text.split("\n", 2);
  if (lines.length > 1 && /^\s*\{.*\}\s*$/.test(lines[0] ?? "") && parses(lines[0] ?? "")) {
    throw refusal("These are several JSON documents, one on each line; send each by itself.", false);
  }
}

/** The refusal of what is neither JSON nor anything else that is known. */
export function unknownFormat(bytes: Uint8Array): WhereinError {
  const isBinary = bytes.subarray(0, 4_096).includes(0);
  return refusal(`This is ${isBinary ? "binary data" : "text"} in no format that is known here.`, false);
}

/** Throws a sentence that says what a JSON value is when it is not an SBOM. */
export function refuseValue(value: unknown): never {
  if (isObject(value)) {
    refuseAlike(objects, value);
    throw refusal("This is JSON, but not an SBOM: it has neither bomFormat nor spdxVersion.", false);
  }
  if (Array.isArray(value)) throw refusal(`This is a list of ${value.length}, not one SBOM; send each document by itself.`, false);
  throw refusal(`This is the JSON value ${value === null ? "null" : `of a ${typeof value}`}, not an SBOM.`, false);
}

function refuseAlike<Input>(lookalikes: ReadonlyArray<Lookalike<Input>>, input: Input): void {
  for (const { test, isSbom, sentence } of lookalikes) if (test(input)) throw refusal(sentence, isSbom === true);
}

function refusal(sentence: string, isSbom: boolean): WhereinError {
  return isSbom
    ? new WhereinError("unsupported", `${sentence} ${readable}`, { reason: "format_unsupported" })
    : new WhereinError("invalid", `${sentence} ${readable}`, { reason: "not_an_sbom" });
}

function parses(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
