import type { IncomingMessage, ServerResponse } from "node:http";

const discardMs = 5_000;

/** Reads and drops what is left of a refused body for a while, so that the caller can finish sending and read the answer. */
export function discardRest(request: IncomingMessage, response: ServerResponse): void {
  if (request.complete) return;
  response.setHeader("connection", "close");
  request.on("error", () => {});
  request.resume();
  const timer = setTimeout(() => request.destroy(), discardMs);
  timer.unref();
  request.once("close", () => clearTimeout(timer));
}
