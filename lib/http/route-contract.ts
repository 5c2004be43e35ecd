import type { z } from "zod";
import type { Scope } from "@/lib/context";

/** What a route takes and gives; the handler is called only with what fits. */
export type RouteContract<Query extends z.ZodType, Body extends z.ZodType, Params extends z.ZodType, Data extends z.ZodType> = {
  /** All of these are needed; none: any authenticated caller. */
  scopes: readonly Scope[];
  /** A POST that changes nothing: it counts as a read, and the server answers it itself as it does every GET. */
  isRead?: boolean;
  /** The token may come in `X-Api-Key` too. */
  apiKey?: boolean;
  /** An object schema; a parameter that it does not name is refused. */
  query?: Query;
  /** The JSON body. */
  body?: Body;
  bodyBytesMax?: number;
  /** The path's parameters; what does not fit is `not_found`. */
  params?: Params;
  /** What the handler returns, checked: strictly in development and tests, by sample and into the log in production. */
  response: Data;
  /** The handler returns a `Response` itself (CSV, streams); headers are added to it. */
  rawResponse?: boolean;
};

/** A contract with what the API description needs besides. Each domain exports an array of these from its `openapi.ts`. */
export type RouteDoc = RouteContract<z.ZodType, z.ZodType, z.ZodType, z.ZodType> & {
  method: "get" | "post" | "put" | "patch" | "delete";
  /** As in OpenAPI: `/api/v1/tokens/{id}`. */
  path: `/api/v1/${string}`;
  tag: string;
  /** Event credentials count here, and neither tokens nor sessions. */
  eventCredential?: boolean;
  summary: string;
  description?: string;
  /** Of the answer on success; 200 if not given, 204 has no body. */
  successStatus?: number;
  successDescription?: string;
  /** Other media types of the request body, e.g. a raw document. */
  bodyContent?: Record<string, { schema: z.ZodType | Record<string, unknown>; example?: unknown }>;
  /** Other media types of the answer, e.g. `text/csv`. */
  responseContent?: Record<string, { schema: z.ZodType | Record<string, unknown>; example?: unknown }>;
  responseHeaders?: Record<string, string>;
  /** Further answers that are no problem, e.g. 202. */
  otherResponses?: Record<number, { description: string; schema?: z.ZodType }>;
  example?: unknown;
  /** Problem statuses besides 400, 401, 403, 429 and 500. */
  problems?: readonly number[];
};
