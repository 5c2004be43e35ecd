import { selectBuildsNamed } from "../queries/builds";
import type { SyncRun } from "../syncer";

const headBytes = 64 * 1_024;

/**
 * Tells of an SBOM that Inspector exported: of which image it is, and which builds have that digest. It is not taken in as a build: an export holds
 * every image that is scanned, old ones too, and says neither when they were built nor what depends on what, so that it would stand in the way of the
 * builds' own SBOMs. Who wants it uploads it for the artifact that it is.
 */
export async function describeSbom(run: SyncRun, key: string, bytes: AsyncIterable<Buffer>): Promise<void> {
  run.count("sboms");
  const head = await headOf(bytes);
  const standard = head.includes('"bomFormat"') ? "CycloneDX" : "SPDX";
  const digest = digestIn(head) ?? digestIn(key);
  if (digest === null) return run.note(`${key} is an SBOM (${standard}) of something that is no image.`);
  const builds = await selectBuildsNamed(run.pool, digest);
  run.count(builds.length > 0 ? "sbomsOfBuilds" : "sbomsOfOthers");
  const [first] = builds;
  if (first)
    return run.note(`${key} is an SBOM (${standard}) of ${digest}: build ${first.seq} of ${first.service} / ${first.artifact}, which has one of its own.`);
  run.note(`${key} is an SBOM (${standard}) of ${digest}, which no build has. Upload it for its artifact, with this digest, to have it in the inventory.`);
}

async function headOf(bytes: AsyncIterable<Buffer>): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of bytes) {
    chunks.push(chunk);
    size += chunk.length;
    if (size >= headBytes) break;
  }
  // What comes before the lists is about the document itself.
  const [head = ""] = Buffer.concat(chunks)
    .subarray(0, headBytes)
    .toString("utf8")
    .split(/"(?:components|packages)"\s*:/, 1);
  return head;
}

function digestIn(text: string): string | null {
  const [, hex] = /sha256[:_-]([0-9a-f]{64})/i.exec(text) ?? [];
  return hex === undefined ? null : `sha256:${hex.toLowerCase()}`;
}
