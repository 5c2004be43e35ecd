import { uuidv7 } from "@/lib/db/uuid";

const sane = /^[A-Za-z0-9._-]{8,64}$/;

/** The request id: the caller's `X-Request-Id` when it is 8 to 64 plain characters, else a new UUID. Safe in logs and headers. */
export function requestIdOf(header: string | null | undefined): string {
  return header && sane.test(header) ? header : uuidv7();
}
