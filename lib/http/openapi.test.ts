import { readdirSync } from "node:fs";
import { join, relative } from "node:path";
import { beforeAll, describe, expect, test, vi } from "vitest";
import { openApiDocument, routeDocs } from "./openapi";

// Answered by the server itself, before the framework: there is no route file.
const answeredByServer = new Set(["post /api/v1/sboms", "post /api/v1/bom", "put /api/v1/bom", "post /api/v1/aws/events"]);

const methods = ["GET", "POST", "PUT", "PATCH", "DELETE"] as const;
type Route = { contract?: { scopes: readonly string[] } };

const root = join(import.meta.dirname, "../..");
const files = readdirSync(join(root, "app/api/v1"), { recursive: true, encoding: "utf8" }).filter((file) => /(^|\/)route\.ts$/.test(file));

async function implemented(): Promise<Map<string, Route>> {
  const found = new Map<string, Route>();
  for (const file of files) {
    const path = `/api/v1/${relative("", file).replace(/\/?route\.ts$/, "")}`.replaceAll(/\[(?:\.\.\.)?(\w+)\]/g, "{$1}");
    const module = (await import(join(root, "app/api/v1", file))) as Record<string, Route>;
    for (const method of methods) if (module[method]) found.set(`${method.toLowerCase()} ${path}`, module[method]);
  }
  return found;
}

describe("the description of the API", () => {
  let routes: Map<string, Route>;
  beforeAll(async () => {
    vi.stubEnv("DATABASE_URL", "postgresql://nowhere/none");
    routes = await implemented();
  });

  test("names every route there is, and none that is not", () => {
    const described = routeDocs.map(({ method, path }) => `${method} ${path}`);
    expect(new Set(described).size).toBe(described.length);
    expect(described.filter((name) => !answeredByServer.has(name)).sort()).toEqual([...routes.keys()].sort());
  });

  test("names the scopes that the routes ask for", () => {
    for (const { method, path, scopes } of routeDocs) {
      const contract = routes.get(`${method} ${path}`)?.contract;
      if (contract) expect({ path, scopes: contract.scopes }).toEqual({ path, scopes });
    }
  });

  test("every route under /api/v1 goes through the wrapper, so none is without authentication", () => {
    for (const [name, route] of routes) expect(route.contract, name).toBeDefined();
  });

  test("is OpenAPI 3.1 with unique operation ids, security and problems", () => {
    const document = openApiDocument();
    expect(document.openapi).toBe("3.1.0");
    expect(Object.keys(document.components?.securitySchemes ?? {})).toEqual(["token", "apiKey", "eventCredential", "session"]);
    const operations = Object.values(document.paths ?? {}).flatMap((path) =>
      Object.values(path as Record<string, { operationId: string; responses: Record<string, unknown> }>),
    );
    expect(operations).toHaveLength(routeDocs.length);
    expect(new Set(operations.map(({ operationId }) => operationId)).size).toBe(operations.length);
    for (const { responses } of operations) expect(JSON.stringify(responses["401"])).toContain("#/components/schemas/Problem");
  });

  test("events of AWS need a credential of their own", () => {
    expect(openApiDocument().paths?.["/api/v1/aws/events"]?.post?.security).toEqual([{ eventCredential: [] }]);
  });

  test("every parameter in a path is described", () => {
    for (const { path, params } of routeDocs) expect(params !== undefined, path).toBe(path.includes("{"));
  });
});
