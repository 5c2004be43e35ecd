import { z } from "zod";
import { conflictListSchema, listConflictsSchema } from "@/lib/decisions/conflicts/schemas";
import type { RouteDoc } from "@/lib/http/route-contract";
import {
  exportVexSchema,
  importVexSchema,
  listVexSchema,
  vexDocumentSchema,
  vexDocumentWithReportSchema,
  vexImportSchema,
  vexListSchema,
  vexPathSchema,
} from "./schemas";

const read = { method: "get", scopes: ["inventory:read"], tag: "Decisions" } as const;
const write = { method: "post", scopes: ["findings:write"], tag: "Decisions" } as const;

/** The routes of VEX documents, exports and conflicts. */
export const vexRoutes = [
  {
    ...write,
    scopes: ["findings:write", "inventory:read"],
    path: "/api/v1/vex-documents",
    summary: "Import a VEX document",
    description:
      "OpenVEX, CycloneDX with analyses (JSON, XML, protobuf) or CSAF 2.0, recognised by content, by itself or in an attestation, plain, gzip or zstd, up to 32 MiB. Its statements become decisions, matched by every id of a vulnerability; packages and products that are not known yet are matched when they come. The same document again changes nothing, a newer version of it ends what the older said and it does not. What takes critical, known exploited or malicious findings out of the queue waits for a second person. `dryRun=true` says what would be done.",
    query: importVexSchema,
    bodyContent: { "application/json": { schema: {} }, "application/octet-stream": { schema: {} } },
    response: vexImportSchema,
    successStatus: 201,
    successDescription: "Imported",
    otherResponses: { 200: { description: "Nothing was imported: `outcome` says why", schema: vexImportSchema } },
    problems: [404, 413, 415],
  },
  { ...read, path: "/api/v1/vex-documents", summary: "List VEX documents", description: "The latest first.", query: listVexSchema, response: vexListSchema },
  {
    ...read,
    path: "/api/v1/vex-documents/{id}",
    summary: "One VEX document",
    description: "With what became of each part of it, every fault with its place.",
    params: vexPathSchema,
    response: vexDocumentWithReportSchema,
    problems: [404],
  },
  {
    ...read,
    path: "/api/v1/vex-documents/{id}/document",
    summary: "A VEX document as it was imported",
    description: "Byte for byte.",
    params: vexPathSchema,
    response: z.unknown(),
    rawResponse: true,
    responseContent: { "application/octet-stream": { schema: { type: "string" } } },
    problems: [404],
  },
  {
    ...write,
    path: "/api/v1/vex-documents/{id}/withdraw",
    summary: "Withdraw a VEX document",
    description: "Its decisions end, but those that another document says as well. Nothing is deleted.",
    params: vexPathSchema,
    response: vexDocumentSchema,
    problems: [404],
  },
  {
    ...read,
    path: "/api/v1/decisions/export",
    summary: "Export decisions as VEX",
    description: "Those that count for open findings of a service, of a team or of everything: OpenVEX 0.2.0, CycloneDX 1.6 or CSAF 2.0.",
    query: exportVexSchema,
    response: z.unknown(),
    rawResponse: true,
    responseContent: { "application/json": { schema: { type: "string" } }, "application/vnd.cyclonedx+json": { schema: { type: "string" } } },
    problems: [404, 409, 413],
  },
  {
    ...read,
    path: "/api/v1/decisions/conflicts",
    summary: "Decisions that contradict each other",
    description:
      "Vulnerabilities in packages of which decisions that stand say different things of the same open finding, whichever of them counts; most findings first.",
    query: listConflictsSchema,
    response: conflictListSchema,
  },
] as const satisfies readonly RouteDoc[];
