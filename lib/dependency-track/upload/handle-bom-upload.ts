import type { IncomingMessage, ServerResponse } from "node:http";
import type { Context } from "@/lib/context";
import { pool } from "@/lib/db";
import { WhereinError } from "@/lib/errors";
import { createArtifact } from "@/lib/inventory/ingest/create-artifact";
import { readChunks } from "@/lib/inventory/upload/read-body";
import type { BuildRequest } from "@/lib/inventory/upload/schemas";
import { serveUpload } from "@/lib/inventory/upload/serve-upload";
import { type TakenDocument, takeDocument, type UploadServices } from "@/lib/inventory/upload/take-document";
import { projectUuidOf } from "../project/project-uuid";
import type { BomSubmitResponse } from "../schemas";
import { bomRequestSchema } from "./bom-request";
import { buildOfBom } from "./build-of-bom";
import { documentIn, type Envelope } from "./envelope";
import { boundaryOf, FormEnvelope } from "./form-envelope";
import { JsonEnvelope } from "./json-envelope";

/** The route of Dependency-Track's uploads: `POST` of a form, `PUT` of JSON. */
export const bomPath = "/api/v1/bom";

/** `POST` and `PUT /api/v1/bom`: 200 with the token of the upload and the UUID of the project; problem+json otherwise. */
export async function handleBomUpload(request: IncomingMessage, response: ServerResponse, services: UploadServices): Promise<void> {
  await serveUpload(request, response, { path: bomPath, apiKey: true }, async (ctx) => {
    const receivedAt = new Date();
    const envelope = envelopeOf(request);
    let build: BuildRequest | null = null;
    const read = async () => {
      const body = await readChunks(documentIn(request, envelope), services.lane.bodyPlaces);
      build = await buildOfBom(bomRequestSchema.parse(envelope.fields()));
      return { ...body, build };
    };
    const taken = await takeDocument(ctx, request, services, { receivedAt, waitSeconds: 0, read });
    const body: BomSubmitResponse = { token: taken.upload.id, projectUuid: await projectUuidFor(ctx, build, taken, receivedAt) };
    return { status: 200, location: `/api/v1/uploads/${body.token}`, body };
  });
}

function envelopeOf(request: IncomingMessage): Envelope {
  const type = request.headers["content-type"] ?? "";
  if (request.method === "PUT") {
    if (/^\s*application\/(json|[^;]+\+json)\s*(;|$)/i.test(type)) return new JsonEnvelope();
    throw new WhereinError("unsupported", "PUT takes application/json with the BOM in base64. Send a form with POST.", { reason: "content_type" });
  }
  const boundary = boundaryOf(type);
  if (boundary !== null) return new FormEnvelope(boundary);
  throw new WhereinError("unsupported", "POST takes multipart/form-data with the BOM in the field bom. Send JSON with PUT.", { reason: "content_type" });
}

/** A document that is only stored yet has no artifact: the project is created now, as its UUID is part of the answer. */
async function projectUuidFor(ctx: Context, build: BuildRequest | null, { upload }: TakenDocument, at: Date): Promise<string> {
  if (build === null) throw new Error("a document that was taken has a build");
  const artifactId = upload.artifact.id ?? (await createArtifact(pool(), ctx, build, at));
  return projectUuidOf({ artifactId, service: build.service.slug, ...build.artifact });
}
