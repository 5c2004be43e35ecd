import { NextRequest } from "next/server";
import { beforeEach, describe, expect, test, vi } from "vitest";
import { config, proxy } from "./proxy";

beforeEach(() => vi.stubEnv("DATABASE_URL", "postgresql://nowhere/none"));

const ask = (path: string, headers: Record<string, string> = {}) =>
  proxy(new NextRequest(`http://wherein.test${path}`, { headers: { host: "wherein.test", ...headers } }));
const covers = (path: string) => config.matcher.some((matcher) => new RegExp(`^${matcher}$`).test(path));

describe("the proxy", () => {
  test("sends who has no session to sign in, with the way back", async () => {
    const response = await ask("/blast-radius?q=lodash%404");
    expect([response.status, response.headers.get("location")]).toEqual([307, "http://wherein.test/sign-in?callbackUrl=%2Fblast-radius%3Fq%3Dlodash%25404"]);
  });

  test.each(["[bad", "a b", "host:port"])("refuses %s as a host", async (host) => {
    const response = await ask("/services", { host });
    expect([response.status, response.headers.get("location")]).toEqual([400, null]);
    expect(response.headers.get("x-request-id")).not.toBeNull();
  });

  test.each(["/sign-in", "/setup?token=x"])("lets anyone see %s", async (path) => {
    expect((await ask(path)).headers.get("location")).toBeNull();
  });

  test("gives page and framework the same fresh nonce", async () => {
    const [first, second] = [await ask("/sign-in"), await ask("/sign-in")];
    const policy = first.headers.get("content-security-policy") ?? "";
    const nonce = first.headers.get("x-middleware-request-x-nonce");
    expect(policy).toContain(`'nonce-${nonce}'`);
    expect(first.headers.get("x-middleware-request-content-security-policy")).toBe(policy);
    expect(second.headers.get("content-security-policy")).not.toBe(policy);
  });

  test("a caller cannot choose nonce, path or policy", async () => {
    const response = await ask("/sign-in", { "x-nonce": "evil", "x-wherein-path": "//evil.example", "content-security-policy": "script-src *" });
    expect(response.headers.get("x-middleware-request-x-nonce")).not.toBe("evil");
    expect(response.headers.get("x-middleware-request-x-wherein-path")).toBe("/sign-in");
    expect(response.headers.get("x-middleware-request-content-security-policy")).not.toContain("*");
  });

  test.each(["/", "/sign-in", "/blast-radius", "/packages/npm/a.svg", "/services/api", "/apidocs", "/docs/api"])("covers %s", (path) => {
    expect(covers(path)).toBe(true);
  });

  test.each(["/api/v1/sboms", "/api/auth/csrf", "/_next/static/a.js", "/healthz", "/readyz", "/metrics", "/favicon.ico", "/icon.svg"])(
    "leaves %s alone",
    (path) => {
      expect(covers(path)).toBe(false);
    },
  );
});
