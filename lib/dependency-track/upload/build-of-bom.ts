import { pool } from "@/lib/db";
import { slugOf } from "@/lib/inventory/upload/build-request";
import type { BuildRequest } from "@/lib/inventory/upload/schemas";
import { findProject, projectNotFound } from "../project/get-project";
import { selectKind } from "../project/queries";
import { refOfVersion } from "../project/ref-of-version";
import type { BomRequest } from "./bom-request";

type Target = Pick<BuildRequest, "service" | "artifact">;

/** The build that a BOM is the SBOM of. Throws `not_found` for a project that is not known and may not be created. */
export async function buildOfBom(request: BomRequest): Promise<BuildRequest> {
  const version = request.projectVersion ?? null;
  const target = request.project ? await targetOfUuid(request.project) : await targetOfName(request.projectName ?? "", version, request);
  // A project is uploaded to again and again, often without another version.
  return { ...target, version, commit: null, digests: [], builtAt: null, runUrl: null, versionMoves: true };
}

async function targetOfUuid(uuid: string): Promise<Target> {
  const { service, serviceName, kind, name, ref } = await findProject(uuid);
  return { service: { slug: service, name: serviceName }, artifact: { kind, name, ref } };
}

async function targetOfName(name: string, version: string | null, request: BomRequest): Promise<Target> {
  const service = { slug: slugOf(name), name };
  const ref = refOfVersion(version, request.isLatest ?? request.isLatestProjectVersion);
  const kind = await selectKind(pool(), service.slug, name, ref);
  if (kind === null && request.autoCreate !== true) throw projectNotFound("Send autoCreate as true to create it.");
  return { service, artifact: { kind: kind ?? "application", name, ref } };
}
