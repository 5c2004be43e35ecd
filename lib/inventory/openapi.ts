import type { RouteDoc } from "@/lib/http";
import { uploadIdSchema } from "./upload/get-upload";
import { uploadRequestSchema, uploadSchema } from "./upload/schemas";

const description =
  'The document as the tool wrote it, recognised by its content whatever it is sent as: CycloneDX 1.0 to 1.7 (JSON, XML, protobuf) or SPDX 2.1 to 2.3 (JSON, tag-value, YAML, RDF/XML, XML) or 3.0 (JSON-LD), also inside a DSSE envelope, an in-toto statement, a Sigstore bundle or `{"sbom": ...}`; plain, gzip or zstd.';
const sbom = { schema: { type: "object" as const, description } };
const file = { schema: { type: "string" as const, format: "binary", description } };

/** The routes of uploads. */
export const inventoryRoutes = [
  {
    method: "post",
    path: "/api/v1/sboms",
    tag: "Uploads",
    summary: "Upload an SBOM",
    description:
      "The body is the raw document, 320 MiB at most, also after decompression; above 64 MiB as CycloneDX or SPDX 2 JSON in UTF-8. Service and artifact are created on their first upload. The same bytes for the same build again answer 200 and change nothing.",
    scopes: ["sbom:write"],
    query: uploadRequestSchema,
    bodyContent: {
      "application/json": sbom,
      "application/vnd.cyclonedx+json": sbom,
      "application/spdx+json": sbom,
      "application/vnd.cyclonedx+xml": file,
      "application/x.vnd.cyclonedx+protobuf": file,
      "text/spdx": file,
      "application/gzip": file,
      "application/zstd": file,
    },
    response: uploadSchema,
    successStatus: 202,
    successDescription: "Accepted; `Location` is the upload, whose status says how far it is.",
    responseHeaders: { Location: "The upload resource." },
    otherResponses: { 200: { description: "The same bytes were recorded for the same build before.", schema: uploadSchema } },
    problems: [413, 415, 503],
  },
  {
    method: "get",
    path: "/api/v1/uploads/{id}",
    tag: "Uploads",
    summary: "Follow an upload",
    description: "Status, accounting of every component, warnings with their places, and what changed. For callers with `sbom:write` or `inventory:read`.",
    scopes: [],
    params: uploadIdSchema,
    response: uploadSchema,
    problems: [404],
  },
] satisfies RouteDoc[];
