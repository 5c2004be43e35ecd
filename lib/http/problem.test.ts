import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { z } from "zod";
import { errorCodes, WhereinError } from "@/lib/errors";
import { logger } from "@/lib/observability/logger";
import { problemOf, problemSchema, statusOf } from "./problem";
import { RateLimitedError } from "./rate-limit";

beforeEach(() => vi.stubEnv("DATABASE_URL", "postgresql://nowhere/none"));
afterEach(() => vi.restoreAllMocks());

describe("problemOf", () => {
  test.each([
    ["invalid", 400],
    ["unauthenticated", 401],
    ["forbidden", 403],
    ["not_found", 404],
    ["method_not_allowed", 405],
    ["conflict", 409],
    ["too_large", 413],
    ["unsupported", 415],
    ["rate_limited", 429],
    ["internal", 500],
    ["unavailable", 503],
  ] as const)("%s answers %i as a problem", (code, status) => {
    const answer = problemOf(new WhereinError(code, "What happened."), "request-1");
    expect(answer.status).toBe(status);
    expect(problemSchema.parse(JSON.parse(answer.body))).toMatchObject({
      type: `/docs/problems#${code}`,
      status,
      code,
      detail: "What happened.",
      requestId: "request-1",
    });
    expect(answer.headers["content-type"]).toBe("application/problem+json; charset=utf-8");
  });

  test("every code has a status", () => {
    for (const code of errorCodes) expect(statusOf(code)).toBeGreaterThanOrEqual(400);
  });

  test("a missing or bad token names the scheme to use", () => {
    expect(problemOf(new WhereinError("unauthenticated", "No."), "r").headers["www-authenticate"]).toMatch(/^Bearer/);
  });

  test("a limit says when to come back", () => {
    expect(problemOf(new RateLimitedError("write", 7), "r").headers["retry-after"]).toBe("7");
  });

  test("a schema's faults become JSON pointers, with the special characters escaped", () => {
    const schema = z.object({ "a/b": z.object({ "c~d": z.array(z.number()) }) });
    const { error } = schema.safeParse({ "a/b": { "c~d": [1, "x"] } });
    expect(problemOf(error, "r").problem).toMatchObject({ code: "invalid", errors: [{ pointer: "/a~1b/c~0d/1", code: "invalid_type" }] });
  });

  test("a reason narrows the code", () => {
    expect(problemOf(new WhereinError("unauthenticated", "No.", { reason: "token_expired" }), "r").problem.reason).toBe("token_expired");
  });

  test("an unknown error is logged with its stack and answered without detail", () => {
    const logged = vi.spyOn(logger(), "error").mockImplementation(() => {});
    const error = new Error("relation secret_table does not exist");
    const { body, status } = problemOf(error, "request-2");
    expect(status).toBe(500);
    expect(body).not.toContain("secret_table");
    expect(logged).toHaveBeenCalledWith({ err: error, requestId: "request-2" }, "request failed");
  });

  test("a database that is away is 503 and says so", () => {
    vi.spyOn(logger(), "error").mockImplementation(() => {});
    const refused = Object.assign(new Error("connect ECONNREFUSED 127.0.0.1:5432"), { code: "ECONNREFUSED" });
    const { status, problem, headers } = problemOf(refused, "r");
    expect([status, problem.reason, headers["retry-after"]]).toEqual([503, "database_away", "5"]);
    expect(problem.detail).not.toContain("127.0.0.1");
  });

  test("a text that PostgreSQL cannot hold is the caller's fault", () => {
    const nul = Object.assign(new Error('invalid byte sequence for encoding "UTF8": 0x00'), { code: "22021" });
    expect(problemOf(nul, "r").status).toBe(400);
  });
});
