import type { IncomingMessage } from "node:http";
import { Readable } from "node:stream";
import type { Caller } from "./caller";

/** What a route reads of a request, however it came. `url` is path and query; `request` is made when a handler wants it: it costs more than everything else. */
export type Asked = Caller & { url: string; request: () => Request };

/** A web request, as the framework hands it over. */
export function askedOfRequest(request: Request): Asked {
  const { pathname, search } = new URL(request.url);
  return { method: request.method, url: `${pathname}${search}`, header: (name) => request.headers.get(name) ?? undefined, request: () => request };
}

/** Node's request. Only path and query of the address are read: what stands in the Host header is not trusted with anything. */
export function askedOfIncoming(incoming: IncomingMessage): Asked {
  let made: Request | undefined;
  return {
    method: incoming.method ?? "GET",
    url: incoming.url ?? "/",
    header: (name) => textOf(incoming.headers[name]),
    request: () => {
      made ??= toRequest(incoming);
      return made;
    },
  };
}

/** The address of what is asked, on a host that means nothing. */
export function addressAsked({ url }: Pick<Asked, "url">): URL {
  return new URL(`http://localhost${url}`);
}

function textOf(value: string | string[] | undefined): string | undefined {
  return Array.isArray(value) ? value.join(", ") : value;
}

/** Node's request as a web request, for handlers that take one. */
export function toRequest(incoming: IncomingMessage): Request {
  const headers = new Headers();
  for (const [name, value] of Object.entries(incoming.headers)) {
    const text = textOf(value);
    if (text !== undefined) headers.set(name, text);
  }
  const address = `http://localhost${incoming.url}`;
  if (incoming.method !== "POST") return new Request(address, { method: incoming.method ?? "GET", headers });
  const body = Readable.toWeb(incoming) as ReadableStream<Uint8Array>;
  // The types of the platform do not know "duplex", which a streamed body needs.
  const init: RequestInit & { duplex: "half" } = { method: "POST", headers, body, duplex: "half" };
  return new Request(address, init);
}
