import { z } from "zod";
import type { RouteDoc } from "@/lib/http";
import {
  getVulnerabilitySchema,
  listPackageVulnerabilitiesSchema,
  listVulnerabilitiesSchema,
  listVulnerabilityServicesSchema,
  packageVulnerabilitiesSchema,
  readAdvisorySchema,
  vulnerabilityListSchema,
  vulnerabilitySchema,
  vulnerabilityServicesSchema,
} from "./schemas";

const read = { method: "get", tag: "Vulnerabilities", scopes: ["inventory:read"] } as const;

/** The routes that read vulnerabilities and advisories. */
export const vulnerabilityRoutes = [
  {
    ...read,
    path: "/api/v1/vulnerabilities",
    summary: "List vulnerabilities",
    description: "What affects something now, or everything that is mirrored: malware and what is known to be exploited first.",
    query: listVulnerabilitiesSchema,
    response: vulnerabilityListSchema,
  },
  {
    ...read,
    path: "/api/v1/vulnerabilities/{id}",
    summary: "One vulnerability",
    description: "By any of its ids. Its advisories side by side, with what they do not agree on. 404 when no mirrored advisory has the id.",
    params: getVulnerabilitySchema,
    response: vulnerabilitySchema,
    problems: [404],
  },
  {
    ...read,
    path: "/api/v1/vulnerabilities/{id}/services",
    summary: "Services that have, may have or had a vulnerability",
    params: getVulnerabilitySchema,
    query: listVulnerabilityServicesSchema.omit({ id: true }),
    response: vulnerabilityServicesSchema,
    problems: [404],
  },
  {
    ...read,
    path: "/api/v1/packages/vulnerabilities",
    summary: "Vulnerabilities of a package",
    description: "With the versions that the inventory has or had, which are affected, and what fixes them.",
    query: listPackageVulnerabilitiesSchema,
    response: packageVulnerabilitiesSchema,
  },
  {
    ...read,
    path: "/api/v1/advisories/{source}/{key}",
    summary: "An advisory as it was received",
    description: "Byte for byte.",
    params: readAdvisorySchema,
    response: z.unknown(),
    rawResponse: true,
    responseContent: { "application/json": { schema: { type: "object" } } },
    problems: [404],
  },
] satisfies RouteDoc[];
