import type { RouteDoc } from "@/lib/http/route-contract";
import { getBuildSchema } from "@/lib/inventory/read/schemas";
import { buildScanSchema, requestScanQuerySchema, scanFormatSchema, scanSchema } from "./schemas";

const path = "/api/v1/services/{slug}/builds/{artifactId}/{seq}/inspector-scan";
const shared = { path, tag: "Builds", params: getBuildSchema } as const;

/** The routes that have builds scanned by Amazon Inspector. */
export const scanRoutes = [
  {
    ...shared,
    method: "post",
    scopes: ["sbom:write"],
    summary: "Have a build scanned by Amazon Inspector",
    description:
      "Its SBOM is sent to ScanSbom of a connected account, as CycloneDX 1.5 with names, versions and purls and nothing else, in as many requests as it takes. What it finds becomes findings of Inspector for the build's artifact. Progress is at the same address. A build that is being scanned already goes on.",
    query: requestScanQuerySchema,
    response: scanSchema,
    successStatus: 202,
    successDescription: "Queued, or on its way already",
    problems: [404, 409, 413],
  },
  {
    ...shared,
    method: "get",
    scopes: ["inventory:read"],
    summary: "The scan of a build by Amazon Inspector",
    description:
      "The last that was asked for, or that the build's SBOM is itself the answer of. Components that the scanner skipped are not clean. As CSV it is cell by cell what AWS's own tools make of the answer.",
    query: scanFormatSchema,
    response: buildScanSchema,
    rawResponse: true,
    responseContent: {
      "application/json": { schema: buildScanSchema },
      "text/csv": { schema: { type: "string" } },
      "application/vnd.cyclonedx+json": { schema: { type: "object" } },
    },
    problems: [404],
  },
] as const satisfies readonly RouteDoc[];
