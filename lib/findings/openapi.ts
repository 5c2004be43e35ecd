import type { RouteDoc } from "@/lib/http";
import {
  exportFindingsSchema,
  findingGroupListSchema,
  findingListSchema,
  groupFindingsSchema,
  listFindingsSchema,
  listUndeterminedSchema,
  undeterminedListSchema,
} from "./schemas";

const csv = { schema: { type: "string" as const, description: "One line per finding; RFC 4180 with a header, times in UTC." } };

/** The routes of findings. */
export const findingRoutes = [
  {
    method: "get",
    path: "/api/v1/findings",
    tag: "Findings",
    summary: "What is affected, and since when",
    description:
      "Package versions in head builds that a vulnerability affects: one finding per artifact, package version and vulnerability, malware and what is known to be exploited first. Closed ones say why. With `Accept: text/csv` all rows as CSV.",
    scopes: ["inventory:read"],
    query: listFindingsSchema,
    response: findingListSchema,
    responseContent: { "text/csv": csv },
  },
  {
    method: "get",
    path: "/api/v1/findings/export",
    tag: "Findings",
    summary: "Every finding of a list as CSV",
    scopes: ["inventory:read"],
    query: exportFindingsSchema,
    response: findingListSchema,
    rawResponse: true,
    responseContent: { "text/csv": csv },
    problems: [413],
  },
  {
    method: "get",
    path: "/api/v1/findings/groups",
    tag: "Findings",
    summary: "Open findings by vulnerability, package or service",
    description: "One row for all open findings of a list that have it in common, those with the first of the queue first.",
    scopes: ["inventory:read"],
    query: groupFindingsSchema,
    response: findingGroupListSchema,
  },
  {
    method: "get",
    path: "/api/v1/findings/undetermined",
    tag: "Findings",
    summary: "What could not be judged",
    description:
      "Package versions in head builds of which no advisory can decide whether it means them, with the reason: `version_unorderable`, `version_missing` or `release_unknown`. They are neither findings nor clean.",
    scopes: ["inventory:read"],
    query: listUndeterminedSchema,
    response: undeterminedListSchema,
  },
] satisfies RouteDoc[];
