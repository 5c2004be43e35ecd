import type { Kind } from "./tags";

/** A part of the document in the JSON shape, being filled. Its members are those of the table of tags, never the input's. */
export type Entry = { [member: string]: unknown };

type Parse = (value: string, owner: Entry) => unknown;

const links = /,\s+/;

/** How each kind of value is written (SPDX 2.3, clauses 6 to 13); null when it is written otherwise. */
const parsers: Readonly<Record<Exclude<Kind, "element-id">, Parse>> = {
  text: (value) => value,
  list: (value) => value,
  boolean: (value) => (/^true$/i.test(value) ? true : /^false$/i.test(value) ? false : null),
  checksum: (value) => {
    const [, algorithm, checksumValue] = /^([^:\s]+)\s*:\s*(\S+)$/.exec(value) ?? [];
    return algorithm === undefined ? null : { algorithm, checksumValue };
  },
  "document-reference": (value) => {
    const [, externalDocumentId, spdxDocument, algorithm, checksumValue] = /^(\S+)\s+(\S+)(?:\s+([^:\s]+)\s*:\s*(\S+))?$/.exec(value) ?? [];
    if (externalDocumentId === undefined) return null;
    return algorithm === undefined ? { externalDocumentId, spdxDocument } : { externalDocumentId, spdxDocument, checksum: { algorithm, checksumValue } };
  },
  "verification-code": (value) => {
    const [, packageVerificationCodeValue, excluded] = /^([^\s(]+)\s*(?:\((?:excludes:)?(.*)\))?$/.exec(value) ?? [];
    if (packageVerificationCodeValue === undefined) return null;
    const packageVerificationCodeExcludedFiles = (excluded ?? "").split(",").flatMap((name) => name.trim() || []);
    return packageVerificationCodeExcludedFiles.length === 0
      ? { packageVerificationCodeValue }
      : { packageVerificationCodeValue, packageVerificationCodeExcludedFiles };
  },
  "external-reference": (value) => {
    const [, referenceCategory, referenceType, referenceLocator] = /^(\S+)\s+(\S+)\s+(\S.*)$/.exec(value) ?? [];
    return referenceCategory === undefined ? null : { referenceCategory, referenceType, referenceLocator };
  },
  relationship: (value) => {
    const [, spdxElementId, type, relatedSpdxElement] = /^(\S+)\s+(\S+)\s+(\S.*)$/.exec(value) ?? [];
    return type === undefined ? null : { spdxElementId, relationshipType: type.toUpperCase(), relatedSpdxElement };
  },
  "byte-range": (value, snippet) => rangeOf(value, "offset", snippet.snippetFromFile),
  "line-range": (value, snippet) => rangeOf(value, "lineNumber", snippet.snippetFromFile),
  links: (value) => value.split(links),
};

function rangeOf(value: string, unit: "offset" | "lineNumber", reference: unknown): unknown {
  const [, start, end] = /^(\d{1,15})\s*:\s*(\d{1,15})$/.exec(value) ?? [];
  if (start === undefined) return null;
  return { startPointer: { [unit]: Number(start), reference }, endPointer: { [unit]: Number(end), reference } };
}

const single: ReadonlySet<Kind> = new Set<Kind>(["text", "boolean", "verification-code"]);

/** What became of a value. `taken` comes with the object that was made of it, if one was, for the comment that may follow. */
export type Outcome = { is: "taken"; made: Entry | null } | { is: "repeated" } | { is: "unreadable" };

/** Puts a value into its member of the owner. The first value of a single member stays. */
export function setValue(owner: Entry, member: string, kind: Exclude<Kind, "element-id">, value: string): Outcome {
  const parsed = parsers[kind](value, owner);
  if (parsed === null) return { is: "unreadable" };
  if (single.has(kind)) {
    if (owner[member] !== undefined) return { is: "repeated" };
    owner[member] = parsed;
  } else {
    owner[member] ??= [];
    const list = owner[member] as unknown[];
    if (Array.isArray(parsed)) list.push(...parsed);
    else list.push(parsed);
  }
  return { is: "taken", made: typeof parsed === "object" && !Array.isArray(parsed) ? (parsed as Entry) : null };
}
