import { createHash } from "node:crypto";
import { AwsError } from "./aws-error";

export type Paged<T> = { page: T[]; nextToken: string | undefined };

/**
 * A page of a list and the opaque token of the next one. A token is only good for the very request that it was given for, as with AWS:
 * `request` is what the pages have in common.
 */
export function pageOf<T>(items: readonly T[], size: number, token: unknown, request: unknown): Paged<T> {
  const stamp = createHash("sha256").update(JSON.stringify(request)).digest("hex").slice(0, 16);
  const from = token === undefined ? 0 : offsetOf(String(token), stamp);
  const to = from + size;
  return { page: items.slice(from, to), nextToken: to < items.length ? Buffer.from(`${stamp}:${to}`).toString("base64url") : undefined };
}

function offsetOf(token: string, stamp: string): number {
  const [of, offset] = Buffer.from(token, "base64url").toString().split(":");
  if (of !== stamp) throw new AwsError("ValidationException", "The nextToken is not of this request.");
  return Number(offset);
}
