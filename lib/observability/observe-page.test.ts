import { EventEmitter } from "node:events";
import type { IncomingMessage, ServerResponse } from "node:http";
import { beforeEach, expect, test, vi } from "vitest";
import { metrics } from "./metrics";
import { observePage } from "./observe-page";

beforeEach(() => {
  vi.stubEnv("DATABASE_URL", "postgresql://nowhere/none");
  metrics().httpRequests.reset();
});

async function counted(url: string): Promise<number> {
  const response = Object.assign(new EventEmitter(), { statusCode: 200, getHeader: () => "r" });
  observePage({ url, method: "GET" } as IncomingMessage, response as unknown as ServerResponse);
  response.emit("close");
  const { values } = await metrics().httpRequests.get();
  return values.find(({ metricName, labels }) => metricName?.endsWith("_count") && labels.route === "page")?.value ?? 0;
}

test.each(["/", "/blast-radius?q=x", "/packages/npm/api/"])("%s is a page", async (url) => {
  expect(await counted(url)).toBe(1);
});

test.each(["/api/v1/tokens", "/_next/static/a.js", "/healthz", "/metrics"])("%s is none", async (url) => {
  expect(await counted(url)).toBe(0);
});
