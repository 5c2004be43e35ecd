import type { RouteDoc } from "@/lib/http";
import { searchEverythingSchema, searchResultSchema } from "./schemas";

/** The route of search-as-you-type. */
export const searchRoutes = [
  {
    method: "get",
    path: "/api/v1/search",
    tag: "Search",
    summary: "Search as you type",
    description:
      "Packages by the beginning of their name or last segment, services by any part of theirs, vulnerabilities by the beginning of any id. Exact names first.",
    scopes: ["inventory:read"],
    query: searchEverythingSchema,
    response: searchResultSchema,
  },
] satisfies RouteDoc[];
