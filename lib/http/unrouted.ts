import type { IncomingMessage, ServerResponse } from "node:http";
import { authenticate } from "@/lib/auth/authenticate";
import type { Actor } from "@/lib/context";
import { notServedDetail } from "@/lib/dependency-track/not-served";
import { WhereinError } from "@/lib/errors";
import { observeRequest } from "@/lib/observability";
import { callerOfIncoming } from "./caller";
import { routeDocs } from "./openapi";
import { problemOf } from "./problem";
import { checkRate } from "./rate-limit";
import { requestIdOf } from "./request-id";
import { byExactness, fits } from "./route-match";
import { answerHeaders } from "./security-headers";

/** What the API has no answer for. `allow` is the value of the header of that name when only the method is wrong. */
export type Unrouted = { path: string; route: string; allow: string | null };

type Route = { template: string; segments: readonly string[]; methods: ReadonlySet<string> };

const routes = routesOf([...routeDocs, { method: "get", path: "/api/openapi.json" }, { method: "get", path: "/api/version" }]);

/**
 * Null when a route answers, or when it is no address of the API: sign-in under `/api/auth/` has its own answers. The
 * framework itself would answer a page or nothing at all.
 */
export function unroutedOf(method: string, url: string): Unrouted | null {
  const path = url.split("?", 1)[0] ?? "";
  if (!path.startsWith("/api/") || path.startsWith("/api/auth/")) return null;
  const segments = path.replace(/\/+$/, "").split("/");
  const route = routes.find((each) => fits(each.segments, segments));
  if (!route) return { path, route: "unmatched", allow: null };
  return route.methods.has(method) ? null : { path, route: route.template, allow: [...route.methods].join(", ") };
}

/** Answers a problem: 401 first, as every route does, then 404, or 405 with `Allow`. */
export async function answerUnrouted(request: IncomingMessage, response: ServerResponse, { path, route, allow }: Unrouted): Promise<void> {
  const startedMs = performance.now();
  const method = request.method ?? "GET";
  const requestId = requestIdOf(request.headers["x-request-id"]?.toString() ?? null);
  let actor: Actor | null = null;
  let fault: unknown;
  try {
    // Plug-ins of Dependency-Track must learn which of its addresses are not here; nothing else is told.
    actor = await authenticate(callerOfIncoming(request), { apiKey: true });
    await checkRate(method === "GET" || method === "HEAD" ? "read" : "write", actor.kind === "system" ? actor.name : actor.id);
    fault =
      allow === null
        ? new WhereinError("not_found", notServedDetail(path) ?? "The API has nothing at this address. Its description is at /api/openapi.json.", {
            reason: "path_unknown",
          })
        : new WhereinError("method_not_allowed", `${method} is not possible here; ${allow} is.`);
  } catch (error) {
    fault = error;
  }
  const { status, headers, body } = problemOf(fault, requestId);
  response.writeHead(status, { ...answerHeaders(requestId), ...headers, ...(status === 405 && allow !== null && { allow }) }).end(body);
  observeRequest({ method, path, route, status, startedMs, requestId, actor });
}

function routesOf(docs: readonly { method: string; path: string }[]): Route[] {
  const methods = new Map<string, Set<string>>();
  for (const { method, path } of docs) {
    const known = methods.get(path) ?? new Set<string>();
    known.add(method.toUpperCase());
    // The framework answers HEAD wherever there is GET.
    if (method === "get") known.add("HEAD");
    methods.set(path, known);
  }
  return [...methods]
    .map(([path, known]) => ({ template: path.replace(/\{(\w+)\}/g, "[$1]"), segments: path.split("/"), methods: known }))
    .sort((one, other) => byExactness(one.segments, other.segments));
}
