import type { ClientBase } from "pg";
import { WhereinError } from "@/lib/errors";
import { selectArtifactById, selectArtifactByNames } from "@/lib/inventory/retire/queries";
import { slugOf } from "@/lib/inventory/upload/build-request";
import { type BuildName, type BuildPlace, selectBuildOf, selectBuildsOfDigest } from "./queries/builds";
import type { DeploymentReport } from "./schemas";

/** The builds that a report means: one of each artifact that has the digest, or one of the artifact. Throws `not_found` with a pointer. */
export async function findBuilds(client: ClientBase, report: DeploymentReport, at: Date): Promise<BuildPlace[]> {
  if (report.digest !== undefined) {
    const builds = await selectBuildsOfDigest(client, report.digest, at);
    if (builds.length > 0) return builds;
    throw missing(
      "digest_not_found",
      "/digest",
      `No build has the digest ${report.digest}. Upload its SBOM with this digest, or name the artifact and its build.`,
    );
  }
  const artifactId = await findArtifact(client, report);
  const build = await selectBuildOf(client, artifactId, nameOf(report), at);
  if (build !== null) return [build];
  throw buildMissing(report, at);
}

async function findArtifact(client: ClientBase, report: DeploymentReport): Promise<number> {
  if (report.artifactId !== undefined) {
    const found = await selectArtifactById(client, report.artifactId);
    if (found !== null) return found.id;
    throw missing(
      "artifact_not_found",
      "/artifactId",
      `There is no artifact with the number ${report.artifactId}. /api/v1/services/{slug} lists those of a service.`,
    );
  }
  const { service = "", artifact: name = service, kind = "application", ref = "main" } = report;
  const slug = slugOf(service);
  const found = await selectArtifactByNames(client, { slug, kind, name, ref });
  if (found !== null) return found.id;
  const detail = `The service "${slug}" has no artifact "${name}" of the kind "${kind}" and the ref "${ref}". Upload its SBOM first, and give the names of that upload.`;
  throw missing("artifact_not_found", "/service", detail);
}

function nameOf({ build, version, commit }: DeploymentReport): BuildName {
  if (build !== undefined) return { by: "build", value: build };
  if (version !== undefined) return { by: "version", value: version };
  return commit === undefined ? null : { by: "commit", value: commit };
}

function buildMissing(report: DeploymentReport, at: Date): WhereinError {
  const name = nameOf(report);
  const listed = "/api/v1/services/{slug}/builds lists those that there are.";
  if (name === null)
    return missing(
      "build_not_found",
      "/from",
      `The artifact has no build from before ${at.toISOString()}. Upload its SBOM first, or name the build. ${listed}`,
    );
  return missing(
    "build_not_found",
    `/${name.by}`,
    `The artifact has no build with the ${name.by === "build" ? "number" : name.by} ${name.value}. Upload its SBOM first. ${listed}`,
  );
}

function missing(reason: string, pointer: string, detail: string): WhereinError {
  return new WhereinError("not_found", detail, { reason, errors: [{ pointer, detail: "Not found", code: reason }] });
}
