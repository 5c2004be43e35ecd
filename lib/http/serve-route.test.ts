import { readdirSync } from "node:fs";
import { createServer, get, type IncomingHttpHeaders, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { z } from "zod";
import type { Actor } from "@/lib/context";
import { WhereinError } from "@/lib/errors";
import { apiRoute } from "./api-route";
import { resetRates } from "./rate-limit";
import { routeFinder, serveRoute } from "./serve-route";

const authenticated = vi.hoisted(() => vi.fn<() => Promise<Actor>>());
vi.mock("@/lib/auth/authenticate", () => ({ authenticate: authenticated }));

const things = apiRoute({ scopes: [], query: z.object({ n: z.coerce.number().default(1) }), response: z.object({ text: z.string() }) }, ({ query }) => ({
  text: "x".repeat(query.n),
}));
const thing = apiRoute({ scopes: [], params: z.object({ name: z.string() }), response: z.object({ name: z.string() }) }, ({ params }) => params);
const cancelled = vi.fn();
const file = apiRoute({ scopes: [], response: z.unknown(), rawResponse: true }, () => {
  const body = new ReadableStream<Uint8Array>({ pull: (controller) => controller.enqueue(new Uint8Array(65_536)), cancel: cancelled });
  return new Response(body, { headers: { "content-type": "text/csv", "content-disposition": "attachment" } });
});

let server: Server;
let port = 0;
beforeAll(async () => {
  const find = routeFinder({ "/api/v1/things": { GET: things }, "/api/v1/things/{name}": { GET: thing }, "/api/v1/file": { GET: file } });
  server = createServer((request, response) => {
    const found = find(request.method, request.url);
    if (found) void serveRoute(request, response, found);
    else response.writeHead(418).end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  port = (server.address() as AddressInfo).port;
});
afterAll(() => server.close());
beforeEach(() => {
  vi.stubEnv("DATABASE_URL", "postgresql://nowhere/none");
  resetRates();
  authenticated.mockResolvedValue({ kind: "token", id: "t1", name: "reader", scopes: ["inventory:read"] });
});

type Answer = { status: number; headers: IncomingHttpHeaders; body: Buffer };
const ask = (path: string, headers: Record<string, string> = {}, method = "GET") =>
  new Promise<Answer>((resolve, reject) => {
    get({ host: "127.0.0.1", port, path, headers, method, agent: false }, (response) => {
      const chunks: Buffer[] = [];
      response.on("data", (chunk: Buffer) => chunks.push(chunk));
      response.on("end", () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(chunks) }));
    }).on("error", reject);
  });

describe("a read that the server answers", () => {
  test("is what the route handler answers, with its headers", async () => {
    const { status, headers, body } = await ask("/api/v1/things?n=3", { "x-request-id": "caller-id-1" });
    expect([status, body.toString()]).toEqual([200, '{"text":"xxx"}']);
    expect(headers).toMatchObject({ "x-request-id": "caller-id-1", "cache-control": "private, no-cache", "content-length": "14" });
    expect(headers.vary).toBe("Authorization, Cookie, X-Api-Key, Accept-Encoding");
    expect((await ask("/api/v1/things?n=3", { "if-none-match": headers.etag ?? "" })).status).toBe(304);
  });

  test("has its parameters decoded", async () => {
    expect((await ask("/api/v1/things/a%2Fb%20c")).body.toString()).toBe('{"name":"a/b c"}');
  });

  test("is a problem when the caller is refused or asks wrongly", async () => {
    expect((await ask("/api/v1/things?m=3")).status).toBe(400);
    authenticated.mockRejectedValue(new WhereinError("unauthenticated", "Sign in."));
    const { status, headers } = await ask("/api/v1/things");
    expect([status, headers["content-type"]]).toEqual([401, "application/problem+json; charset=utf-8"]);
  });

  test("has no body for HEAD", async () => {
    const { status, body } = await ask("/api/v1/things", {}, "HEAD");
    expect([status, body.length]).toEqual([200, 0]);
  });

  test.each([
    ["gzip, br", "gzip"],
    ["br;q=1, gzip;q=0.5", "gzip"],
    ["gzip;q=0", undefined],
    ["identity", undefined],
  ])("with Accept-Encoding: %s has the encoding %s", async (accepted, encoding) => {
    const { headers, body } = await ask("/api/v1/things?n=5000", { "accept-encoding": accepted });
    expect(headers["content-encoding"]).toBe(encoding);
    expect(JSON.parse((encoding ? gunzipSync(body) : body).toString()).text).toHaveLength(5_000);
  });

  test("stops reading a file when its reader goes away", async () => {
    await new Promise<void>((resolve) => {
      get({ host: "127.0.0.1", port, path: "/api/v1/file", agent: false }, (response) => response.once("data", () => response.destroy())).on("close", resolve);
    });
    await vi.waitFor(() => expect(cancelled).toHaveBeenCalled());
  });

  test.each(["/api/v1/things/", "/api/v1//things", "/api/v1/things/%zz", "/api/v1/things/a/b", "/other"])("is not %s", async (path) => {
    expect((await ask(path)).status).toBe(418);
  });

  test("is no write", async () => {
    expect((await ask("/api/v1/things", {}, "POST")).status).toBe(418);
  });
});

test("the server knows every route file that has a GET", async () => {
  const { apiReads } = await import("@/app/api/route-table");
  const root = join(import.meta.dirname, "../../app/api");
  const files = readdirSync(root, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith("route.ts") && !name.startsWith("auth/"));
  const reads = new Map<string, unknown>();
  for (const name of files) {
    const { GET } = (await import(join(root, name))) as Record<string, unknown>;
    if (GET) reads.set(`/api/${name.replace(/\/route\.ts$/, "")}`.replaceAll(/\[(\w+)\]/g, "{$1}"), GET);
  }
  expect(new Map(Object.entries(apiReads).map(([template, { GET }]) => [template, GET]))).toEqual(reads);
});
