import { z } from "zod";
import type { RouteDoc } from "@/lib/http";
import { compareQuerySchema, comparisonSchema, exportComparisonQuerySchema } from "@/lib/inventory/compare/schemas";
import { getBuildSchema, getServiceSchema } from "@/lib/inventory/read/schemas";
import { exportFormats } from "@/lib/sbom/write/formats";
import { exportQuerySchema } from "./schemas";

const read = { method: "get", scopes: ["inventory:read"] } as const;
const file = {
  response: z.unknown(),
  rawResponse: true,
  responseContent: Object.fromEntries(exportFormats.map(({ contentType }) => [contentType.replace(/;.*/, ""), { schema: { type: "string" as const } }])),
  problems: [404, 409, 413, 503],
};

/** The routes that give builds and services out again, and compare them. */
export const exportRoutes = [
  {
    ...read,
    ...file,
    path: "/api/v1/services/{slug}/builds/{artifactId}/{seq}/export",
    tag: "Builds",
    summary: "Export a build",
    description:
      "As CycloneDX 1.4 to 1.7 (JSON, XML), SPDX 2.3 (JSON, tag-value), SPDX 3.0.1 (JSON-LD) or CSV. What a format has no place for is kept in properties or annotations named `wherein:...`, so that importing the export gives the same inventory. Where the SBOM could not be read in full, or says itself that it is incomplete, the export says so in its format's own words and its file name ends in `-incomplete`. Made of SBOMs up to 64 MiB. The document as it was received is at `/api/v1/documents/{sha256}`.",
    params: getBuildSchema,
    query: exportQuerySchema,
  },
  {
    ...read,
    ...file,
    path: "/api/v1/services/{slug}/export",
    tag: "Services",
    summary: "Export a service",
    description: "The newest builds of all its artifacts as one document: its root is the service, its direct components are its artifacts.",
    params: getServiceSchema,
    query: exportQuerySchema,
  },
  {
    ...read,
    path: "/api/v1/services/{slug}/compare",
    tag: "Builds",
    summary: "Compare two builds of a service",
    description:
      "What was added, removed, upgraded, downgraded; other licences; new direct dependencies; and the same version with another hash, which is an alarm.",
    params: getServiceSchema,
    query: compareQuerySchema,
    response: comparisonSchema,
    problems: [404, 413, 503],
  },
  {
    ...read,
    path: "/api/v1/services/{slug}/compare/export",
    tag: "Builds",
    summary: "Compare two builds, as a file",
    params: getServiceSchema,
    query: exportComparisonQuerySchema,
    response: comparisonSchema,
    rawResponse: true,
    responseContent: { "text/csv": { schema: { type: "string" } }, "application/json": { schema: comparisonSchema } },
    problems: [404, 413, 503],
  },
] satisfies RouteDoc[];
