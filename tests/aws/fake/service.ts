import type { IncomingHttpHeaders } from "node:http";
import type { Caller } from "./call";

export type Fields = Record<string, unknown>;
export type FakeRequest = { method: string; path: string; query: URLSearchParams; headers: IncomingHttpHeaders; body: Buffer };
/** A body that is an object is sent as JSON. */
export type Answer = { headers?: Record<string, string>; body: Fields | string | Buffer };
/** An operation that a request was recognised as; `answer` is called when the caller may, and nothing is to go wrong. */
export type Routed = { operation: string; input: Fields; answer: (caller: Caller, region: string) => Answer };
/** What a service speaks, which decides how its errors look. */
export type Protocol = "json" | "rest-json" | "query" | "s3";

/** One service of AWS: recognises its requests. Null: it has no such operation. */
export type FakeService = { protocol: Protocol; route: (request: FakeRequest) => Routed | null };

export const jsonOf = (body: Buffer): Fields => (body.length === 0 ? {} : (JSON.parse(body.toString()) as Fields));

/** Operations of a service that names them in a header (AWS JSON 1.0 and 1.1). */
export function routeByTarget(
  { headers, body }: FakeRequest,
  operations: Readonly<Record<string, (input: Fields, caller: Caller, region: string) => Fields>>,
): Routed | null {
  const operation = String(headers["x-amz-target"]).split(".").at(-1) ?? "";
  const run = operations[operation];
  if (!run) return null;
  const input = jsonOf(body);
  return { operation, input, answer: (caller, region) => ({ body: run(input, caller, region) }) };
}

/** State for each account and region, made when it is asked for. */
export class Places<T> {
  readonly #states = new Map<string, T>();
  readonly #make: () => T;
  constructor(make: () => T) {
    this.#make = make;
  }

  at(account: string, region: string): T {
    const key = `${account} ${region}`;
    const known = this.#states.get(key);
    if (known) return known;
    const made = this.#make();
    this.#states.set(key, made);
    return made;
  }
}
