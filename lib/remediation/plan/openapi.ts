import type { RouteDoc } from "@/lib/http";
import { askPlanSchema, exportPlanSchema, remediationPlanSchema } from "./schemas";

const text = (description: string) => ({ schema: { type: "string" as const, description } });

/** The routes of the plan of upgrades. */
export const planRoutes = [
  {
    method: "get",
    path: "/api/v1/remediation/plan",
    tag: "Remediation",
    summary: "The few upgrades that close most findings",
    description:
      "For each direct dependency and distro package with open findings the smallest version that closes them, on the same major and on any, in the order in which they close most. For what a direct dependency brings: the version of it that, in head builds of the fleet, brings a fixed one; where none is known, what to override. Findings that people decided to leave do not count.",
    scopes: ["inventory:read"],
    query: askPlanSchema,
    response: remediationPlanSchema,
  },
  {
    method: "get",
    path: "/api/v1/remediation/plan/export",
    tag: "Remediation",
    summary: "The plan as CSV, or as Markdown for each team",
    scopes: ["inventory:read"],
    query: exportPlanSchema,
    response: remediationPlanSchema,
    rawResponse: true,
    responseContent: { "text/csv": text("One line per upgrade; RFC 4180 with a header."), "text/markdown": text("One section per team.") },
  },
] satisfies RouteDoc[];
