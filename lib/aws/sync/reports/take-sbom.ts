import { readExportSubject } from "@/lib/aws/read";
import type { BuildRequest } from "@/lib/inventory/upload/schemas";
import { selectBuildsNamed } from "../queries/builds";
import { isUploadOwed, type KnownSubject, type MappedArtifact, selectSubject } from "../queries/exports";
import type { SyncRun, WaitingSbom } from "../syncer";
import type { OpenedObject } from "./open-object";
import { builtAtOf } from "./pushed-at";

/**
 * Takes in an SBOM that Inspector exported as a build of the artifact that its image or function is mapped to, unless a build has that digest: that one's
 * own SBOM has a graph, and this has none. The build is as old as the image, so that one of an old image never becomes the head. Returns what has to
 * be looked at again when it is known what it is of, else null.
 */
export async function takeSbom(run: SyncRun, key: string, { start, bytes }: OpenedObject): Promise<WaitingSbom | null> {
  run.count("sboms");
  const subject = readExportSubject(start.toString("utf8"), key);
  if (subject === null) return leave(run, "sbomsOfOthers", `${key} is an SBOM of something that is no image and no function.`);
  const known = await selectSubject(run.pool, subject);
  const { digest } = known;
  const named = digest ?? subject.arn ?? "?";
  const [built] = digest === null ? [] : await selectBuildsNamed(run.pool, digest);
  if (built)
    return leave(run, "sbomsOfBuilds", `${key} is an SBOM of ${named}: build ${built.seq} of ${built.service} / ${built.artifact}, which has one of its own.`);
  const indexed = known.artifacts.find(({ isBuilt }) => isBuilt);
  if (indexed) return leave(run, "sbomsOfBuilds", `${key} is an SBOM of ${named}, whose index is a build of ${nameOf(indexed)}, which has one of its own.`);
  const [artifact, other] = known.artifacts;
  if (!artifact || other || digest === null) return { ...subject, digest: digest ?? subject.digest, key };
  if (await isUploadOwed(run.pool, digest)) return leave(run, "sbomsOwed", `${key} is an SBOM of ${named}, which is being taken in.`);
  const request = requestOf(artifact, known, digest, await builtAtOf(run.pool, known, subject, run.startedAt));
  const { kind } = await run.stores.storeSbom(run.ctx, { source: bytes, request, receivedAt: run.startedAt });
  run.count(kind === "stored" ? "sbomsTaken" : "sbomsOfBuilds");
  run.note(`${key} is an SBOM of ${named}, and is taken in as a build of ${nameOf(artifact)}.`);
  return null;
}

function leave(run: SyncRun, count: string, why: string): null {
  run.count(count);
  run.note(why);
  return null;
}

const nameOf = ({ service, name }: MappedArtifact) => `${service} / ${name}`;

/** A tag that moves is no version. */
const movingTags = new Set(["latest", "$LATEST", "main", "master"]);

function requestOf({ slug, service, kind, name, ref }: MappedArtifact, { tags }: KnownSubject, digest: string, builtAt: Date): BuildRequest {
  return {
    service: { slug, name: service },
    artifact: { kind, name, ref },
    version: tags.find((tag) => !movingTags.has(tag)) ?? null,
    commit: null,
    digests: [digest],
    builtAt: builtAt.toISOString(),
    runUrl: null,
  };
}
