import { z } from "zod";
import type { RouteDoc } from "@/lib/http";
import {
  exportServiceInspectorSchema,
  inspectorCountsSchema,
  inspectorFindingListSchema,
  listInspectorFindingsSchema,
  listServiceInspectorSchema,
  listVulnerabilityInspectorSchema,
  observationListSchema,
  readInspectorFindingSchema,
  vulnerabilityInspectorSchema,
} from "./schemas";

const tag = "Amazon Inspector";
const scopes = ["inventory:read"] as const;
const csv: NonNullable<RouteDoc["responseContent"]> = {
  "text/csv": { schema: { type: "string", description: "One line per row; RFC 4180 with a header, times in UTC." } },
};
const json: NonNullable<RouteDoc["responseContent"]> = { "application/json": { schema: { type: "object", description: "The finding as it came." } } };
const slug = listServiceInspectorSchema.pick({ slug: true });

/** The routes of what Inspector and OSV say side by side. */
export const observationRoutes = [
  {
    method: "get",
    path: "/api/v1/services/{slug}/inspector",
    tag,
    summary: "What OSV and Inspector say of a service",
    description:
      "One row per artifact, package version and vulnerability: `both` report it, only `osv`, or only `inspector`. Severities and fixes stand side by side. Only OSV is a disagreement where `coverage` is `scanned`; only Inspector is an SBOM gap (`sbomGap`) where no SBOM lists the package version.",
    scopes,
    params: slug,
    query: listServiceInspectorSchema.omit({ slug: true }),
    response: observationListSchema,
    problems: [404],
  },
  {
    method: "get",
    path: "/api/v1/services/{slug}/inspector/export",
    tag,
    summary: "Every row of that list as CSV",
    scopes,
    params: slug,
    query: exportServiceInspectorSchema.omit({ slug: true }),
    response: observationListSchema,
    rawResponse: true,
    responseContent: csv,
    problems: [404],
  },
  {
    method: "get",
    path: "/api/v1/services/{slug}/inspector/counts",
    tag,
    summary: "What Inspector says of a service, in numbers",
    scopes,
    params: slug,
    response: inspectorCountsSchema,
    problems: [404],
  },
  {
    method: "get",
    path: "/api/v1/vulnerabilities/{id}/inspector",
    tag,
    summary: "Where Inspector reports a vulnerability",
    description: "Rows that both report, and those of Inspector alone, by service.",
    scopes,
    params: listVulnerabilityInspectorSchema.pick({ id: true }),
    query: listVulnerabilityInspectorSchema.omit({ id: true }),
    response: vulnerabilityInspectorSchema,
    problems: [404],
  },
  {
    method: "get",
    path: "/api/v1/aws/findings",
    tag,
    summary: "The findings of Inspector behind a row",
    scopes,
    query: listInspectorFindingsSchema,
    response: inspectorFindingListSchema,
    problems: [404],
  },
  {
    method: "get",
    path: "/api/v1/aws/findings/{id}",
    tag,
    summary: "A finding as Inspector gave it",
    scopes,
    params: readInspectorFindingSchema,
    response: z.unknown(),
    rawResponse: true,
    responseContent: json,
    problems: [404],
  },
] satisfies RouteDoc[];
