import { rm } from "node:fs/promises";
import type { Pool } from "pg";
import type { Context } from "@/lib/context";
import { partBytesMax, sliceBytes, wholeBytesMax } from "@/lib/inventory/limits";
import { DocumentCutter, headFingerprint, readHead, readLargeBom } from "@/lib/sbom";
import { resolveInBulk } from "./bulk-dictionary";
import { createArtifact } from "./create-artifact";
import { HeadCache } from "./head-cache";
import type { IngestResult } from "./ingest-document";
import { LargeDocument } from "./large-document";
import { selectArtifactId } from "./queries/artifact";
import { selectUploadOfSameBuild } from "./queries/build";
import { selectDocumentFacts } from "./queries/document";
import { selectHeadDocument } from "./queries/head";
import type { OwedUpload } from "./queries/upload";
import { analyseComposition, toComposition, toReport } from "./to-composition";
import { writeBuild } from "./write-build";

/** `facts`: made with `pipeline: true`; `bulk`: without, for COPY. */
export type LargePools = { facts: Pool; bulk: Pool };
/** Shares of the whole, 0 to 1, as the work goes on. */
export type OnProgress = (share: number) => void;

const readOptions = { details: false, sliceBytes, partBytesMax, memoryBytesMax: wholeBytesMax };

/**
 * Turns a stored large document into its build, by the same steps as `Ingest` and with the same result: but the document is
 * a file that is read in slices, and the dictionary is asked in bulk. `spoolPath` is where that file may be.
 */
export async function ingestLarge(pools: LargePools, ctx: Context, upload: OwedUpload, spoolPath: string, onProgress: OnProgress): Promise<IngestResult> {
  const stored = await selectDocumentFacts(pools.facts, upload.documentSha256);
  if (!stored) throw new Error(`the document of upload ${upload.id} is not stored`);
  const artifactId = await selectArtifactId(pools.facts, upload.request);
  if (artifactId !== null) {
    const same = await selectUploadOfSameBuild(pools.facts, artifactId, upload.documentSha256, inputOf(upload));
    if (same !== null) return { kind: "unchanged", uploadId: same };
  }
  try {
    const cutter = new DocumentCutter({ sliceBytes, partBytesMax });
    const document = await LargeDocument.open(pools.facts, stored, spoolPath, (chunk) => cutter.feed(chunk));
    onProgress(0.15);
    try {
      const known = artifactId === null ? null : await ingestKnownBody(pools, ctx, upload, artifactId, document);
      return known ?? (await ingestRead(pools, ctx, upload, { artifactId, document, cutter }, onProgress));
    } finally {
      document.close();
    }
  } finally {
    await rm(spoolPath, { force: true });
  }
}

/** Same body and same root as the head: the composition is known without a parse. Null when it is not so after all. */
async function ingestKnownBody(
  { facts }: LargePools,
  ctx: Context,
  upload: OwedUpload,
  artifactId: number,
  document: LargeDocument,
): Promise<IngestResult | null> {
  const fingerprint = headFingerprint(document.head);
  const head = await selectHeadDocument(facts, artifactId);
  if (fingerprint === null || head === null || head.head.length + document.size - document.head.length !== head.sizeBytes) return null;
  if (headFingerprint(head.head) !== fingerprint || !document.hashWith(head.head).equals(head.sha256)) return null;
  return writeBuild({ pool: facts, heads: new HeadCache() }, ctx, {
    input: inputOf(upload),
    artifactId,
    document: {
      ...receivedOf(upload, document),
      content: { kind: "shared", bodyOf: head.bodyOf },
      format: head.format,
      specVersion: head.specVersion,
      generator: head.generator,
      // A time stamp behind the components is part of the shared body.
      createdAt: readHead(document.head).createdAt ?? head.documentedAt?.toISOString() ?? null,
    },
    composition: { kind: "head", hash: head.compositionHash },
  });
}

async function ingestRead(
  { facts, bulk }: LargePools,
  ctx: Context,
  upload: OwedUpload,
  { artifactId: knownId, document, cutter }: { artifactId: number | null; document: LargeDocument; cutter: DocumentCutter },
  onProgress: OnProgress,
): Promise<IngestResult> {
  const read = await resolveRead(bulk, { document, cutter }, onProgress, async () => {
    return knownId ?? (await createArtifact(facts, ctx, upload.request, upload.createdAt));
  });
  const { artifactId, composition, ...content } = read;
  const result = await writeBuild({ pool: facts, heads: new HeadCache() }, ctx, {
    input: inputOf(upload),
    artifactId,
    document: { ...receivedOf(upload, document), ...content },
    composition,
  });
  if (!result) throw new Error("a parsed composition can always be written");
  return result;
}

/** What is written of a document, with the ids of its components: those themselves, half of the memory, are gone when it returns. */
async function resolveRead(
  bulk: Pool,
  { document, cutter }: { document: LargeDocument; cutter: DocumentCutter },
  onProgress: OnProgress,
  toArtifact: () => Promise<number>,
) {
  const bom = readLargeBom(document, { ...readOptions, cutter });
  onProgress(0.4);
  const artifactId = await toArtifact();
  const resolving = resolveInBulk(bulk, bom.components, (share) => onProgress(0.4 + share * 0.4));
  resolving.catch(() => {});
  const analysed = await analyseComposition(bom);
  const composition = toComposition(bom, await resolving, analysed);
  const { format, specVersion, generator, createdAt } = bom;
  const content = { kind: "own", encodedBody: null, report: toReport(bom) } as const;
  return { artifactId, composition, content, format, specVersion, generator, createdAt };
}

function inputOf({ id, request, createdAt }: OwedUpload) {
  return { uploadId: id, request, receivedAt: createdAt };
}

function receivedOf({ documentSha256 }: OwedUpload, { head, size }: LargeDocument) {
  return { sha256: documentSha256, head, sizeBytes: size };
}
