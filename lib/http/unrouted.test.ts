import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import type { Actor } from "@/lib/context";
import { WhereinError } from "@/lib/errors";
import { routeDocs } from "./openapi";
import { answerUnrouted, unroutedOf } from "./unrouted";

const authenticated = vi.hoisted(() => vi.fn<() => Promise<Actor>>());
vi.mock("@/lib/auth/authenticate", () => ({ authenticate: authenticated }));

describe("what the API has no answer for", () => {
  test("is none of its routes, with any value in their paths", () => {
    for (const { method, path } of routeDocs) expect(unroutedOf(method.toUpperCase(), `${path.replaceAll(/\{\w+\}/g, "%40x.1")}?limit=1`), path).toBeNull();
  });

  test.each([
    ["HEAD", "/api/v1/services"],
    ["GET", "/api/openapi.json"],
    ["POST", "/api/auth/signout"],
    ["GET", "/api/v1/services/"],
    ["DELETE", "/services"],
    ["GET", "/apidocs"],
  ])("is not %s %s", (method, url) => {
    expect(unroutedOf(method, url)).toBeNull();
  });

  test.each([
    ["GET", "/api/nope", null],
    ["GET", "/api/v1/nope?x=1", null],
    ["POST", "/api/v1/services/a/b/c", null],
    ["GET", "/api/v1/sboms", "POST"],
    ["OPTIONS", "/api/v1/sboms", "POST"],
    ["PUT", "/api/v1/sboms?service=x", "POST"],
    ["PUT", "/api/v1/blast-radius", "GET, HEAD, POST"],
    ["DELETE", "/api/v1/services/x", "GET, HEAD, PATCH"],
    ["POST", "/api/openapi.json", "GET, HEAD"],
  ])("is %s %s", (method, url, allow) => {
    expect(unroutedOf(method, url)).toMatchObject({ allow });
  });
});

describe("the answer to it", () => {
  let server: Server;
  let origin = "";
  beforeAll(async () => {
    server = createServer((request, response) => {
      const unrouted = unroutedOf(request.method ?? "", request.url ?? "");
      if (unrouted) void answerUnrouted(request, response, unrouted);
      else response.end("routed");
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(() => server.close());
  beforeEach(() => {
    vi.stubEnv("DATABASE_URL", "postgresql://nowhere/none");
    authenticated.mockResolvedValue({ kind: "token", id: "t1", name: "reader", scopes: [] });
  });

  test.each([
    ["GET", "/api/v1/nope", 404, "not_found", null],
    ["PUT", "/api/v1/sboms", 405, "method_not_allowed", "POST"],
    ["DELETE", "/api/v1/services/x", 405, "method_not_allowed", "GET, HEAD, PATCH"],
  ])("%s %s is a problem %i", async (method, path, status, code, allow) => {
    const response = await fetch(`${origin}${path}`, { method, headers: { "x-request-id": "caller-id-1" } });
    expect([response.status, response.headers.get("allow")]).toEqual([status, allow]);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      "content-type": "application/problem+json; charset=utf-8",
      "x-request-id": "caller-id-1",
      "x-content-type-options": "nosniff",
    });
    expect(await response.json()).toMatchObject({ status, code, requestId: "caller-id-1" });
  });

  test("a caller who is not known learns nothing about addresses", async () => {
    authenticated.mockRejectedValue(new WhereinError("unauthenticated", "Sign in."));
    for (const path of ["/api/v1/nope", "/api/v1/sboms"]) {
      const response = await fetch(`${origin}${path}`);
      expect([response.status, response.headers.get("allow"), response.headers.get("www-authenticate")]).toEqual([401, null, 'Bearer realm="wherein"']);
    }
  });
});
