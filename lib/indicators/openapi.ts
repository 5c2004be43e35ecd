import type { RouteDoc } from "@/lib/http/route-contract";
import { indicatorListSchema, parseIndicatorsSchema } from "./schemas";

/** The routes of lists of indicators. */
export const indicatorRoutes = [
  {
    method: "post",
    path: "/api/v1/indicators/parse",
    tag: "Indicators",
    summary: "Read a list of indicators",
    description:
      "The body is a list of package versions as people publish them, up to 16 MiB: lines, CSV, JSON, OSV records, Markdown, HTML, a lock file or an SBOM, recognised by content. Every line or record gets a verdict; nothing is dropped, and nothing is stored.",
    scopes: ["inventory:read"],
    query: parseIndicatorsSchema,
    bodyContent: { "text/plain": { schema: { type: "string" }, example: "npm:axios@1.14.1 || 0.30.4\npypi:litellm==1.82.7\n" } },
    response: indicatorListSchema,
    problems: [413, 415],
  },
] satisfies RouteDoc[];
