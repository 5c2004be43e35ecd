import type { Instrumentation } from "next";

/** What a page or a server action threw, as a log line with the request id and the digest that the error page shows. */
export const onRequestError: Instrumentation.onRequestError = async (error, request, { routePath, routeType }) => {
  // The bundler also compiles this file for the edge, where nothing of ours runs; the condition is how it knows.
  if (process.env.NEXT_RUNTIME !== "nodejs") return;
  const { logger } = await import("@/lib/observability/logger");
  const digest = error instanceof Error && "digest" in error ? error.digest : undefined;
  const path = request.path.split("?", 1)[0];
  logger().error(
    { err: error, digest, method: request.method, path, route: routePath, kind: routeType, requestId: request.headers["x-request-id"] },
    "page failed",
  );
};
