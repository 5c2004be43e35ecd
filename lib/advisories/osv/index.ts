import type { Advisory } from "@/lib/advisories/model";
export function readOsvRecord(
  _: Buffer,
): { kind: "advisory"; advisory: Advisory } | { kind: "refused"; key: string | null; code: string; detail: string; pointer: string | null } {
  throw new Error("stub");
}
