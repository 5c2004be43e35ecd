import type { IncomingMessage, ServerResponse } from "node:http";
import { observeRequest } from "./observe-request";

// The API's routes are observed by their wrapper, which knows the caller; files and probes are not worth a line.
const observedElsewhere = /^\/(api\/|_next\/|healthz$|readyz$|metrics$)/;

/** Logs and counts a page when its answer is complete, as the route `page`. For the server, before it hands over to Next. */
export function observePage(request: IncomingMessage, response: ServerResponse): void {
  const path = (request.url ?? "/").split("?", 1)[0] ?? "/";
  if (observedElsewhere.test(path)) return;
  const startedMs = performance.now();
  response.once("close", () => {
    const requestId = response.getHeader("x-request-id");
    observeRequest({
      method: request.method ?? "GET",
      path,
      route: "page",
      status: response.statusCode,
      startedMs,
      requestId: String(requestId ?? ""),
      actor: null,
    });
  });
}
