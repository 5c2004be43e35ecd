import type { Actor } from "@/lib/context";
import { logger } from "./logger";
import { metrics } from "./metrics";

/** One answered request. `path` is without the query, which can hold what people search for. */
export type ObservedRequest = {
  method: string;
  path: string;
  /** The route template, e.g. `/api/v1/tokens/[id]`: bounded, unlike the path. */
  route: string;
  status: number;
  startedMs: number;
  requestId: string;
  actor: Actor | null;
};

/** Writes the request's log line and counts it. `startedMs` is of `performance.now()`. */
export function observeRequest({ method, path, route, status, startedMs, requestId, actor }: ObservedRequest): void {
  const ms = performance.now() - startedMs;
  metrics().httpRequests.observe({ method, route, status }, ms / 1_000);
  const line = {
    method,
    path,
    status,
    ms: Math.round(ms * 100) / 100,
    requestId,
    actor: actor === null ? null : actor.kind === "system" ? actor.kind : `${actor.kind}:${actor.id}`,
  };
  if (status >= 500) logger().error(line, "request");
  else logger().info(line, "request");
}
