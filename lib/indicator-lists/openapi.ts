import type { RouteDoc } from "@/lib/http/route-contract";
import { parsedListSchema } from "./parsed-list-schemas";
import { getListSchema, indicatorListDetailSchema, indicatorListSchema, listOptionsSchema, listPathSchema } from "./schemas";

const read = { scopes: ["inventory:read"], tag: "Question" } as const;

/** The routes of lists of indicators. */
export const indicatorListRoutes = [
  {
    ...read,
    method: "post",
    path: "/api/v1/indicator-lists",
    summary: "Keep a list of indicators",
    description:
      "The body is the list as it is: lines, CSV, JSON, OSV records, Markdown, HTML, a lock file, an SBOM. `?list=` of a question takes its id. The same list again is the one that is there.",
    query: listOptionsSchema,
    bodyContent: {
      "text/plain": { schema: { type: "string" }, example: "npm:axios@1.14.1\nplain-crypto-js@4.2.1" },
      "application/octet-stream": { schema: {} },
    },
    response: indicatorListSchema,
    successStatus: 201,
    successDescription: "Kept",
    otherResponses: { 200: { description: "It was there already", schema: indicatorListSchema } },
    problems: [413],
  },
  {
    ...read,
    method: "post",
    path: "/api/v1/indicators/parse",
    summary: "Read a list of indicators",
    description:
      "The body is the list as it is. All of its indicators, a verdict on every line or record, and the list in canonical text; nothing is dropped, and nothing is kept.",
    query: listOptionsSchema,
    bodyContent: {
      "text/plain": { schema: { type: "string" }, example: "npm:axios@1.14.1 || 0.30.4\npypi:litellm==1.82.7" },
      "application/octet-stream": { schema: {} },
    },
    response: parsedListSchema,
    problems: [413, 415],
  },
  {
    ...read,
    method: "get",
    path: "/api/v1/indicator-lists/{id}",
    summary: "A list, line by line",
    description: "What became of each line: read, with what it means; or rejected, with the reason.",
    params: listPathSchema,
    query: getListSchema.omit({ id: true }),
    response: indicatorListDetailSchema,
    problems: [404],
  },
] as const satisfies readonly RouteDoc[];
