import type { IncomingMessage, ServerResponse } from "node:http";
import { authenticate } from "@/lib/auth";
import { type Actor, type Context, requireScope } from "@/lib/context";
import { answerHeaders, callerOfIncoming, checkRate, problemOf, requestIdOf } from "@/lib/http";
import { discardRest } from "@/lib/http/discard-rest";
import { metrics, observeRequest } from "@/lib/observability";

/** A route that the server answers before the framework. `apiKey`: the token may come in `X-Api-Key`. */
export type UploadRoute = { path: string; apiKey: boolean };

export type UploadAnswer = { status: number; location: string; body: unknown };

/**
 * Around every route that takes a document: request id, authentication, the scope `sbom:write`, the rate of uploads, one
 * log line, and a problem for everything thrown, after which the caller may still finish sending.
 */
export async function serveUpload(
  request: IncomingMessage,
  response: ServerResponse,
  { path, apiKey }: UploadRoute,
  take: (ctx: Context) => Promise<UploadAnswer>,
): Promise<void> {
  const startedMs = performance.now();
  const requestId = requestIdOf(request.headers["x-request-id"]?.toString() ?? null);
  let actor: Actor | null = null;
  let status: number;
  try {
    actor = await authenticate(callerOfIncoming(request), { apiKey });
    const ctx: Context = { actor, requestId };
    requireScope(ctx, "sbom:write");
    await checkRate("upload", actor.kind === "system" ? actor.name : actor.id);
    const answer = await take(ctx);
    status = answer.status;
    const headers = {
      ...answerHeaders(requestId),
      "content-type": "application/json; charset=utf-8",
      "cache-control": "no-store",
      location: answer.location,
    };
    response.writeHead(status, headers).end(JSON.stringify(answer.body));
  } catch (error) {
    const problem = problemOf(error, requestId);
    status = problem.status;
    metrics().ingestDocuments.inc({ outcome: "refused" });
    discardRest(request, response);
    response.writeHead(status, { ...answerHeaders(requestId), ...problem.headers }).end(problem.body);
  }
  observeRequest({ method: request.method ?? "POST", path, route: path, status, startedMs, requestId, actor });
}
