import { WhereinError } from "@/lib/errors";

/** Components of one document, those that are merged or skipped too: what the heap of the worker's thread is made for. */
export const componentsMax = 750_000;
/** Dependencies and containments of one document. */
export const edgesMax = 10_000_000;
/** Entries of one list of a large document. */
export const listItemsMax = 5_000_000;

/** `too_large`: the document has more of `what` than is read. */
export function tooMany(what: string, max: number): WhereinError {
  return new WhereinError("too_large", `The document has more than ${max.toLocaleString("en")} ${what}, the most that is read of one. Send it in parts.`, {
    reason: "too_many_entries",
  });
}
