import { WhereinError } from "@/lib/errors";
import type { FoundDocument } from "../detect";
import type { Warning } from "../model";

/** The warnings with their places in the terms of what was sent, where that is not JSON. */
export function withPlaces(warnings: readonly Warning[], found: FoundDocument): Warning[] {
  const placeOf = toPlaces(
    warnings.flatMap(({ pointers }) => pointers),
    found,
  );
  return warnings.map((warning) => ({ ...warning, pointers: [...new Set(warning.pointers.map(placeOf))] }));
}

/** The error with the places of its faults told likewise. A place that is no JSON pointer stands in the sentence. */
export function errorWithPlaces(error: unknown, found: FoundDocument): unknown {
  if (!(error instanceof WhereinError) || error.errors.length === 0) return error;
  const placeOf = toPlaces(
    error.errors.map(({ pointer }) => pointer),
    found,
  );
  const errors = error.errors.map((fault) => {
    const place = placeOf(fault.pointer);
    return place === fault.pointer ? fault : { ...fault, pointer: "", detail: `${place}: ${fault.detail}` };
  });
  return new WhereinError(error.code, error.message, { ...(error.reason !== null && { reason: error.reason }), errors, cause: error.cause });
}

/** Tells the place for each of the pointers; what is not inside of the document stays as it is. */
function toPlaces(pointers: readonly string[], { at, locate }: FoundDocument): (pointer: string) => string {
  const inside = pointers.filter((pointer) => pointer.startsWith(`${at}/`));
  if (locate === undefined || inside.length === 0) return (pointer) => pointer;
  const places = locate([...new Set(inside.map((pointer) => pointer.slice(at.length)))]);
  return (pointer) => (pointer.startsWith(`${at}/`) ? (places.get(pointer.slice(at.length)) ?? pointer) : pointer);
}
