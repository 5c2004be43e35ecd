import { beforeEach, describe, expect, test, vi } from "vitest";
import { z } from "zod";
import type { Actor } from "@/lib/context";
import { WhereinError } from "@/lib/errors";
import { apiRoute } from "./api-route";
import { resetRates } from "./rate-limit";

const authenticated = vi.hoisted(() => vi.fn<() => Promise<Actor>>());
vi.mock("@/lib/auth/authenticate", () => ({ authenticate: authenticated }));

const reader: Actor = { kind: "token", id: "t1", name: "reader", scopes: ["inventory:read"] };
const noParams = { params: Promise.resolve({}) };
const get = (url: string, headers: Record<string, string> = {}) => new Request(`http://host${url}`, { headers });
const post = (body: BodyInit | null, headers: Record<string, string> = { "content-type": "application/json" }) =>
  new Request("http://host/things", { method: "POST", headers, body, duplex: "half" } as RequestInit);

const list = apiRoute(
  { scopes: ["inventory:read"], query: z.object({ n: z.coerce.number().default(1) }), response: z.object({ n: z.number() }) },
  ({ query }) => ({ n: query.n }),
);
const create = apiRoute(
  { scopes: [], body: z.object({ name: z.string(), tags: z.array(z.string()).default([]) }), bodyBytesMax: 100, response: z.object({ name: z.string() }) },
  ({ body, reply }) => {
    reply.status = 201;
    reply.headers.set("location", "/things/1");
    return { name: body.name };
  },
);

beforeEach(() => {
  vi.stubEnv("DATABASE_URL", "postgresql://nowhere/none");
  resetRates();
  authenticated.mockResolvedValue(reader);
});

describe("apiRoute", () => {
  test("answers JSON with the request id, the security headers and an ETag", async () => {
    const response = await list(get("/things?n=3", { "x-request-id": "caller-id-1" }), noParams);
    expect(await response.json()).toEqual({ n: 3 });
    expect(Object.fromEntries(response.headers)).toMatchObject({
      "x-request-id": "caller-id-1",
      "x-content-type-options": "nosniff",
      "cache-control": "private, no-cache",
      "content-type": "application/json; charset=utf-8",
    });
    expect(response.headers.get("content-security-policy")).toContain("default-src 'none'");
    expect(response.headers.get("etag")).toMatch(/^W\//);
  });

  test("an unchanged answer is 304 without a body", async () => {
    const etag = (await list(get("/things"), noParams)).headers.get("etag") ?? "";
    const again = await list(get("/things", { "if-none-match": `"other", ${etag}` }), noParams);
    expect([again.status, await again.text()]).toEqual([304, ""]);
    expect((await list(get("/things?n=2", { "if-none-match": etag }), noParams)).status).toBe(200);
  });

  test("a caller without the scope is refused before anything is read", async () => {
    authenticated.mockResolvedValue({ ...reader, scopes: ["sbom:write"] });
    const response = await list(get("/things?unknown=1"), noParams);
    expect(response.status).toBe(403);
    expect(await response.json()).toMatchObject({ code: "forbidden", reason: "scope_missing" });
  });

  test("who is not authenticated gets 401 as a problem with the request id", async () => {
    authenticated.mockRejectedValue(new WhereinError("unauthenticated", "No.", { reason: "token_revoked" }));
    const response = await list(get("/things"), noParams);
    expect([response.status, response.headers.get("content-type")]).toEqual([401, "application/problem+json; charset=utf-8"]);
    expect(await response.json()).toMatchObject({ reason: "token_revoked", requestId: response.headers.get("x-request-id") });
  });

  test("a route without parameters refuses any", async () => {
    const response = await create(
      new Request("http://host/things?x=1", { method: "POST", headers: { "content-type": "application/json" }, body: '{"name":"a"}' }),
      noParams,
    );
    expect((await response.json()).errors).toMatchObject([{ pointer: "?x" }]);
  });

  test("status and headers of the handler are kept", async () => {
    const response = await create(post('{"name":"a"}'), noParams);
    expect([response.status, response.headers.get("location"), response.headers.get("etag")]).toEqual([201, "/things/1", null]);
  });

  test.each([
    ["not JSON", post("{"), 400],
    ["an empty body", post(null), 400],
    ["bytes that are no UTF-8", post(new Uint8Array([0x22, 0xff, 0x22])), 400],
    ["another media type", post("name=a", { "content-type": "application/x-www-form-urlencoded" }), 415],
    ["too many bytes", post(JSON.stringify({ name: "x".repeat(100) })), 413],
    ["a fault inside", post('{"name":"a","tags":["x",1]}'), 400],
  ])("%s is a clear problem", async (_, request, status) => {
    const response = await create(request, noParams);
    expect(response.status).toBe(status);
    expect(response.headers.get("content-type")).toContain("problem+json");
  });

  test("a body without a length is not read past the limit", async () => {
    let pulled = 0;
    const endless = new ReadableStream<Uint8Array>({
      pull(controller) {
        pulled += 1;
        controller.enqueue(new Uint8Array(64).fill(32));
      },
    });
    expect((await create(post(endless), noParams)).status).toBe(413);
    expect(pulled).toBeLessThan(10);
  });

  test("__proto__ in a body sets nothing", async () => {
    await create(post('{"name":"a","__proto__":{"polluted":true}}'), noParams);
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });

  test("an answer that does not fit its schema fails where developers see it", async () => {
    const wrong = apiRoute({ scopes: [], response: z.object({ n: z.number() }) }, () => ({ n: "x" as unknown as number }));
    expect((await wrong(get("/things"), noParams)).status).toBe(500);
  });

  test("an unknown error is 500 without detail", async () => {
    const broken = apiRoute({ scopes: [], response: z.object({}) }, () => {
      throw new Error("secret detail");
    });
    const response = await broken(get("/things"), noParams);
    expect([response.status, (await response.text()).includes("secret")]).toEqual([500, false]);
  });

  test("a raw response gets the same headers and keeps its own", async () => {
    const csv = apiRoute({ scopes: [], response: z.never(), rawResponse: true }, () => new Response("a,b", { headers: { "content-type": "text/csv" } }));
    const response = await csv(get("/things"), noParams);
    expect([response.headers.get("content-type"), response.headers.get("x-content-type-options"), await response.text()]).toEqual([
      "text/csv",
      "nosniff",
      "a,b",
    ]);
  });

  test("a path that cannot exist is not found", async () => {
    const one = apiRoute({ scopes: [], params: z.object({ id: z.uuid() }), response: z.object({}) }, () => ({}));
    expect((await one(get("/things/x"), { params: Promise.resolve({ id: "x" }) })).status).toBe(404);
  });

  test("a caller that writes without end is told to wait", async () => {
    const statuses = [];
    for (let index = 0; index < 401; index += 1) statuses.push((await create(post('{"name":"a"}'), noParams)).status);
    expect([statuses[0], statuses.at(-1)]).toEqual([201, 429]);
    authenticated.mockResolvedValue({ ...reader, id: "t2" });
    expect((await create(post('{"name":"a"}'), noParams)).status).toBe(201);
  });
});
