import type { RouteDoc } from "@/lib/http";
import { exportRemediationSchema, remediationFiguresSchema, remediationSchema, weeklyFiguresSchema, weeklySummarySchema } from "./schemas";

const csv = { schema: { type: "string" as const, description: "RFC 4180 with a header. Times to fix in hours, shares from 0 to 1." } };

/** The routes of the figures of remediation. */
export const remediationRoutes = [
  {
    method: "get",
    path: "/api/v1/remediation",
    tag: "Remediation",
    summary: "Whether it gets better",
    description:
      "Open findings over time and on any past day, what opened and was closed each week, how long fixes took, what was in time by today's policy, which services are known, and what stands out. Counted from the intervals of findings, with what the mirror knows today of a vulnerability and whose a service is today.",
    scopes: ["inventory:read"],
    query: remediationSchema,
    response: remediationFiguresSchema,
  },
  {
    method: "get",
    path: "/api/v1/remediation/export",
    tag: "Remediation",
    summary: "A table of these figures as CSV",
    scopes: ["inventory:read"],
    query: exportRemediationSchema,
    response: remediationFiguresSchema,
    rawResponse: true,
    responseContent: { "text/csv": csv },
  },
  {
    method: "get",
    path: "/api/v1/teams/{slug}/weeks/{week}",
    tag: "Remediation",
    summary: "A team's week",
    description: "What opened and was fixed in an ISO week, what was open before and after it, and what stands out. A week that runs is counted as of now.",
    scopes: ["inventory:read"],
    params: weeklySummarySchema,
    response: weeklyFiguresSchema,
    problems: [404],
  },
] satisfies RouteDoc[];
