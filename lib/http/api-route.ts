import { z } from "zod";
import { authenticate } from "@/lib/auth/authenticate";
import { renewSession, sessionValueOf } from "@/lib/auth/session";
import { type Actor, type Context, requireScope } from "@/lib/context";
import { WhereinError } from "@/lib/errors";
import { observeRequest } from "@/lib/observability";
import { type Answer, answerJson, answerOf, type Reply, toResponse } from "./answer";
import { type Asked, addressAsked, askedOfRequest } from "./asked";
import { bodyBytesMaxDefault, readJson } from "./body";
import { problemOf } from "./problem";
import { parseQuery } from "./query";
import { checkRate } from "./rate-limit";
import { requestIdOf } from "./request-id";
import type { RouteContract } from "./route-contract";
import { type RouteParams, routeTemplate } from "./route-template";
import { answerHeaders } from "./security-headers";

/** What a handler is called with: everything checked. The request itself is made when it is looked at. */
export type Call<Query, Body, Params> = { ctx: Context; query: Query; body: Body; params: Params; header: Asked["header"]; request: Request; reply: Reply };

/** A route as the framework calls it; `answer` is the same for the server, which needs no web request and response. Neither throws. */
export type Handler = ((request: Request, route: { params: Promise<RouteParams | undefined> }) => Promise<Response>) & {
  contract: AnyContract;
  answer: (asked: Asked, params: RouteParams) => Promise<Answer>;
};
type AnyContract = RouteContract<z.ZodType, z.ZodType, z.ZodType, z.ZodType>;

/**
 * A route handler of the API around a verb: request id, authentication, scopes, rate limit, input and output by schema,
 * ETag, security headers, one log line, and problem+json (RFC 9457) for everything thrown.
 */
export function apiRoute<
  Data extends z.ZodType,
  Query extends z.ZodType = z.ZodUndefined,
  Body extends z.ZodType = z.ZodUndefined,
  Params extends z.ZodType = z.ZodUndefined,
>(
  contract: RouteContract<Query, Body, Params, Data>,
  handle: (call: Call<z.output<Query>, z.output<Body>, z.output<Params>>) => Promise<z.input<Data> | Response> | z.input<Data> | Response,
): Handler {
  const answer = async (asked: Asked, given: RouteParams): Promise<Answer> => {
    const startedMs = performance.now();
    const requestId = requestIdOf(asked.header("x-request-id"));
    const url = addressAsked(asked);
    let actor: Actor | null = null;
    let answered: Answer;
    try {
      actor = await admit(asked, contract, requestId);
      const reply: Reply = { status: 200, headers: new Headers(answerHeaders(requestId)) };
      if (actor.kind === "user") await keepSession(asked, reply);
      const call = {
        ctx: { actor, requestId },
        query: contract.query && parseQuery(contract.query, url.searchParams),
        params: contract.params && parseParams(contract.params, given),
        body: contract.body?.parse(await readJson(asked.request(), contract.bodyBytesMax ?? bodyBytesMaxDefault)),
        header: asked.header,
        get request() {
          return asked.request();
        },
        reply,
      };
      if (!contract.query) parseNoQuery(url.searchParams);
      // The contract has a schema exactly where the handler's type has a value; the compiler cannot follow that through `undefined`.
      const result = await handle(call as Call<z.output<Query>, z.output<Body>, z.output<Params>>);
      answered = result instanceof Response ? answerOf(result, reply) : answerJson(asked, contract.response, result, reply);
    } catch (error) {
      const { status, headers, body } = problemOf(error, requestId);
      answered = { status, headers: new Headers({ ...answerHeaders(requestId), ...headers }), body };
    }
    observeRequest({
      method: asked.method,
      path: url.pathname,
      route: routeTemplate(url.pathname, given),
      status: answered.status,
      startedMs,
      requestId,
      actor,
    });
    return answered;
  };
  // Next gives no parameters to a route without any.
  const route = async (request: Request, { params }: { params: Promise<RouteParams | undefined> }): Promise<Response> =>
    toResponse(await answer(askedOfRequest(request), (await params) ?? {}));
  return Object.assign(route, { contract, answer });
}

type Admission = Pick<AnyContract, "scopes" | "apiKey" | "isRead">;

async function admit(asked: Asked, { scopes, apiKey, isRead: asksOnly = false }: Admission, requestId: string): Promise<Actor> {
  const actor = await authenticate(asked, { apiKey });
  const isRead = asksOnly || asked.method === "GET" || asked.method === "HEAD";
  await checkRate(isRead ? "read" : "write", actor.kind === "system" ? actor.name : actor.id);
  for (const scope of scopes) requireScope({ actor, requestId }, scope);
  return actor;
}

async function keepSession(asked: Asked, reply: Reply): Promise<void> {
  const renewed = await renewSession(sessionValueOf(asked.header("cookie")));
  if (renewed !== null) reply.headers.append("set-cookie", renewed);
}

function parseParams(schema: z.ZodType, given: RouteParams): unknown {
  const result = schema.safeParse(given);
  if (result.success) return result.data;
  throw new WhereinError("not_found", "There is nothing at this address.", { reason: "path_invalid" });
}

const noParameters = z.object({});

function parseNoQuery(search: URLSearchParams): void {
  if (search.size > 0) parseQuery(noParameters, search);
}
