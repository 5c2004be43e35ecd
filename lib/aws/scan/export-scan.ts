import { Readable } from "node:stream";
import { createBrotliDecompress } from "node:zlib";
import type { z } from "zod";
import { requireScope, type Verb } from "@/lib/context";
import { pool } from "@/lib/db";
import { WhereinError } from "@/lib/errors";
import { runDocumentTask } from "@/lib/inventory/documents/run-document-task";
import { joinDocument } from "@/lib/inventory/ingest/document-parts";
import { type StoredDocument, selectDocument } from "@/lib/inventory/ingest/queries/document";
import { buildNotFound, getBuildSchema } from "@/lib/inventory/read";
import type { CsvArtifact } from "./format-scan-csv";
import { type BuildToScan, selectBuildOfService } from "./queries/builds";
import { selectFinishedScan } from "./queries/scans";

type File = { contentType: string; filename: string; body: string | ReadableStream<Uint8Array> };

const timeoutMs = 60_000;
const nothingBefore = Buffer.alloc(0);

/** The last finished scan of a build as AWS's CSV. Needs `inventory:read`; throws `not_found` (`scan_not_found`). */
export async function exportScanCsv({ ctx, input }: Verb<z.input<typeof getBuildSchema>>): Promise<File> {
  requireScope(ctx, "inventory:read");
  const { build, document } = await find(input);
  const body = await runDocumentTask("scanCsv", { documents: [document], options: { artifact: artifactOf(build) } }, { timeoutMs });
  return { contentType: "text/csv; charset=utf-8", filename: `${nameOf(build)}.csv`, body };
}

/** The last finished scan of a build as CycloneDX: the answers put together, or the document that was uploaded. */
export async function exportScanDocument({ ctx, input }: Verb<z.input<typeof getBuildSchema>>): Promise<File> {
  requireScope(ctx, "inventory:read");
  const { build, document } = await find(input);
  const isAnswer = document.head === nothingBefore;
  const stream = isAnswer ? Readable.from([document.bytes]).pipe(createBrotliDecompress()) : Readable.from([await joinDocument(document)]);
  const body = Readable.toWeb(stream) as ReadableStream<Uint8Array>;
  return { contentType: "application/vnd.cyclonedx+json; version=1.5", filename: `${nameOf(build)}.cdx.json`, body };
}

async function find(input: z.input<typeof getBuildSchema>): Promise<{ build: BuildToScan; document: StoredDocument }> {
  const { slug, artifactId, seq } = getBuildSchema.parse(input);
  const build = await selectBuildOfService(pool(), slug, artifactId, seq);
  if (build === null) throw buildNotFound(slug);
  const scan = await selectFinishedScan(pool(), artifactId, seq);
  if (scan === null) throw new WhereinError("not_found", "No finished scan of this build by Amazon Inspector is there.", { reason: "scan_not_found" });
  if (scan.response !== null) return { build, document: { head: nothingBefore, encoding: "br", bytes: scan.response } };
  const document = await selectDocument(pool(), build.documentSha256);
  if (document === null) throw new Error("the document of a build is stored");
  return { build, document };
}

const artifactOf = ({ artifactKind, artifactName, digests, version }: BuildToScan): CsvArtifact => ({
  name: artifactName,
  type: artifactKind,
  hash: digests[0] ?? null,
  buildId: version,
});

const nameOf = ({ artifactName, seq }: BuildToScan) => `${artifactName.replace(/[^A-Za-z0-9._-]+/g, "-").slice(0, 80) || "artifact"}-build-${seq}-inspector`;
