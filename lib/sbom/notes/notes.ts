import type { z } from "zod";
import { isObject } from "../json";
import { type ComponentNotes, componentFields, type DocumentNotes, documentFields, ownTool } from "./note-fields";

/** One note as a document holds it: a CycloneDX property, or `name=value` as an SPDX annotation. */
export type NotePair = { name: string; value: string };

const prefix = "wherein:";
const noteLengthMax = 4_000_000;

/** Notes as pairs of a name in Wherein's namespace and a JSON text, escaped so that every serialisation keeps it. */
export function writeNotes(notes: ComponentNotes | DocumentNotes): NotePair[] {
  return Object.entries(notes).map(([name, value]) => ({ name: prefix + name, value: plainJson(value) }));
}

/** True for a document that Wherein wrote: only there do notes stand for what the document says elsewhere. */
export function mayHoldNotes(generator: string | null): boolean {
  return generator !== null && (generator === ownTool || generator.startsWith(`${ownTool} `));
}

/** The notes of a component in the form of CycloneDX properties; null without any. What is no well-formed note is left out. */
export function readNotes(pairs: unknown): ComponentNotes | null {
  return read(pairs, componentFields);
}

/** The notes of the document itself; null without any. */
export function readDocumentNotes(pairs: unknown): DocumentNotes | null {
  return read(pairs, documentFields);
}

/** SPDX annotations, whose `comment` (SPDX 3: `statement`) is `wherein:name=value`, in the form of CycloneDX properties. */
export function pairsOfAnnotations(annotations: unknown): NotePair[] {
  if (!Array.isArray(annotations)) return [];
  return annotations.flatMap((annotation) => (isObject(annotation) ? pairOfText(annotation.comment ?? annotation.statement) : []));
}

/** A text `wherein:name=value` as a pair; none for any other text. */
export function pairOfText(text: unknown): NotePair[] {
  if (typeof text !== "string" || !text.startsWith(prefix)) return [];
  const equals = text.indexOf("=");
  return equals < 0 ? [] : [{ name: text.slice(0, equals), value: text.slice(equals + 1) }];
}

function read<Notes>(pairs: unknown, fields: { readonly [Name in keyof Notes]-?: z.ZodType<Notes[Name]> }): Notes | null {
  if (!Array.isArray(pairs)) return null;
  let notes: Partial<Notes> | null = null;
  for (const pair of pairs) {
    if (!isObject(pair) || typeof pair.name !== "string" || typeof pair.value !== "string") continue;
    const name = pair.name.slice(prefix.length) as keyof Notes & string;
    if (!pair.name.startsWith(prefix) || pair.value.length > noteLengthMax || !Object.hasOwn(fields, name)) continue;
    const result = fields[name].safeParse(parsed(pair.value));
    if (!result.success) continue;
    notes ??= {};
    notes[name] = result.data;
  }
  return notes as Notes | null;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // No field takes `undefined`.
    return undefined;
  }
}

// Escaped: what XML or tag-value would take for markup, controls, line ends of Unicode, halves of pairs, and all but one of a run of spaces.
const unsafe = /[<>&\u007f-\u009f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]| (?= )/g;

function plainJson(value: unknown): string {
  return JSON.stringify(value).replace(unsafe, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`);
}
