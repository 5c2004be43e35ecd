import type { IncomingMessage } from "node:http";

/** What authentication needs of a request, whether it is a web `Request` or Node's `IncomingMessage`. */
export type Caller = { method: string; header: (name: string) => string | undefined };

/** A web request as a caller. */
export function callerOfRequest(request: Request): Caller {
  return { method: request.method, header: (name) => request.headers.get(name) ?? undefined };
}

/** A Node request as a caller. */
export function callerOfIncoming(request: IncomingMessage): Caller {
  return {
    method: request.method ?? "GET",
    header: (name) => {
      const value = request.headers[name];
      return Array.isArray(value) ? value.join(", ") : value;
    },
  };
}

/** The header in which the server hands the address of the caller to what runs behind it. Callers cannot set it. */
export const addressHeader = "x-wherein-address";

/** The address of the caller for limits and logs, from the server's header or the nearest proxy's; `unknown` if neither. */
export function addressOf({ header }: Caller): string {
  return header(addressHeader) ?? lastOf(header("x-forwarded-for")) ?? "unknown";
}

/**
 * Writes the caller's address into the request, over whatever the caller sent. `X-Forwarded-For` counts only from a
 * peer on this host or a private network (a reverse proxy), and then only its last entry, which that peer wrote.
 */
export function stampAddress(request: IncomingMessage): void {
  const peer = request.socket.remoteAddress?.replace(/^::ffff:/, "") ?? "unknown";
  const forwarded = request.headers["x-forwarded-for"];
  const last = lastOf(Array.isArray(forwarded) ? forwarded.join(",") : forwarded);
  request.headers[addressHeader] = last !== undefined && isPrivate(peer) ? last : peer;
}

function lastOf(list: string | undefined): string | undefined {
  return list?.split(",").at(-1)?.trim().slice(0, 64) || undefined;
}

const privateAddress = /^(127\.|10\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.|::1$|f[cd][0-9a-f]{2}:)/i;

function isPrivate(address: string): boolean {
  return privateAddress.test(address);
}
