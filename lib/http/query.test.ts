import { expect, test } from "vitest";
import { z } from "zod";
import { findAffectedServicesSchema } from "@/lib/blast-radius/schemas";
import { WhereinError } from "@/lib/errors";
import { listOf } from "@/lib/inventory/read/schemas";
import { parseQuery } from "./query";

const schema = z.object({ q: z.string(), limit: z.coerce.number().int().max(10).default(5), team: z.union([z.string(), z.array(z.string())]).optional() });

function faultsOf(search: string): { pointer: string; code?: string }[] {
  try {
    parseQuery(schema, new URLSearchParams(search));
  } catch (error) {
    if (error instanceof WhereinError) return error.errors.map(({ pointer, code }) => ({ pointer, code }));
    throw error;
  }
  return [];
}

test("a parameter given once is a text, given twice a list", () => {
  expect(parseQuery(schema, new URLSearchParams("q=a&team=x"))).toEqual({ q: "a", limit: 5, team: "x" });
  expect(parseQuery(schema, new URLSearchParams("q=a&team=x&team=y")).team).toEqual(["x", "y"]);
});

test("the question's lists are lists however often they are given", () => {
  expect(parseQuery(findAffectedServicesSchema, new URLSearchParams("q=a&team=x")).team).toEqual(["x"]);
  expect(parseQuery(findAffectedServicesSchema, new URLSearchParams("q=a&team=x&team=y")).team).toEqual(["x", "y"]);
});

test("an unknown parameter is refused by name, not ignored", () => {
  expect(faultsOf("q=a&tem=x")).toEqual([{ pointer: "?tem", code: "unknown_parameter" }]);
});

test("a value that does not fit is refused by name", () => {
  expect(faultsOf("q=a&limit=11")).toEqual([{ pointer: "?limit", code: "too_big" }]);
});

test("a value that is none of a list is told which there are, also where the list may be given often", () => {
  const formats = z.object({ format: z.enum(["csv", "json"]), status: listOf(z.enum(["fresh", "stale"])).optional() });
  const told = (search: string) => {
    try {
      return parseQuery(formats, new URLSearchParams(search));
    } catch (error) {
      return error instanceof WhereinError ? error.errors.map(({ pointer, detail }) => [pointer, detail]) : error;
    }
  };
  expect(told("format=pdf")).toEqual([["?format", "Must be one of csv, json"]]);
  expect(told("format=csv&status=old")).toEqual([["?status", "Must be one of fresh, stale"]]);
  expect(told("format=csv&status=fresh&status=old")).toEqual([["?status", "Must be one of fresh, stale"]]);
});

test("a parameter that takes one value refuses two", () => {
  expect(faultsOf("q=a&q=b")).toEqual([{ pointer: "?q", code: "invalid_type" }]);
});

test("all faults are told at once", () => {
  expect(faultsOf("limit=x&other=1").map(({ pointer }) => pointer)).toEqual(["?other", "?q", "?limit"]);
});

test("NUL is refused before it reaches the database", () => {
  expect(faultsOf("q=a%00b").map(({ pointer }) => pointer)).toContain("?q");
});

test("__proto__ is an unknown parameter like any other", () => {
  expect(faultsOf("q=a&__proto__=x")).toEqual([{ pointer: "?__proto__", code: "unknown_parameter" }]);
  expect(({} as Record<string, unknown>).x).toBeUndefined();
});
