import { WhereinError } from "@/lib/errors";

/** The most bytes of a VEX document, decompressed too. */
export const vexBytesMax = 32 * 1024 * 1024;
/** Braces and brackets within each other. */
export const vexDepthMax = 64;
/** Values of the JSON, which bounds the memory that parsing takes: no list of statements has one for every eight bytes. */
export const vexValuesMax = 4_000_000;
export const vexStatementsMax = 50_000;
/** Packages and products that all statements of a document are about, taken together. */
export const vexSubjectsMax = 500_000;
/** Ids of one vulnerability. */
export const vexNamesMax = 100;
export const vexNameLengthMax = 200;
export const vexDetailLengthMax = 10_000;
export const vexUrlLengthMax = 2_000;

/** `too_large`: the document has more of `what` than is read. */
export function tooManyInVex(what: string, max: number, pointer: string): WhereinError {
  const detail = `The document has more than ${max.toLocaleString("en")} ${what}, the most that is read of one. Send it in parts.`;
  return new WhereinError("too_large", detail, { reason: "vex_too_many", errors: [{ pointer, detail: "One too many stands here.", code: "too_many" }] });
}
