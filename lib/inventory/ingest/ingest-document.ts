import type { Pool } from "pg";
import type { Context } from "@/lib/context";
import type { BuildRequest, UploadOutcome } from "@/lib/inventory/upload/schemas";
import { headFingerprint, readBom, readHead } from "@/lib/sbom";
import { bodyPrint } from "./body-print";
import { createArtifact } from "./create-artifact";
import { Dictionary } from "./dictionary";
import { type DocumentParts, encodeBody, sha256, toDocumentParts } from "./document-parts";
import { HeadCache } from "./head-cache";
import { KeyedQueue } from "./keyed-queue";
import { selectArtifactId } from "./queries/artifact";
import { selectUploadOfSameBuild } from "./queries/build";
import { type HeadDocument, selectHeadDocument } from "./queries/head";
import { toComposition, toReport } from "./to-composition";
import { TwoGenerationCache } from "./two-generation-cache";
import { type DocumentToStore, writeBuild } from "./write-build";

/** One document to take in. `document` is decoded (no gzip), `sha256` its hash where that is known; `uploadId` becomes the id of its upload. */
export type IngestInput = { document: Buffer; sha256?: Buffer | undefined; request: BuildRequest; uploadId: string; receivedAt: Date };

/** What became of it: `unchanged` names the upload that recorded the same build before. */
export type IngestResult =
  | { kind: "unchanged"; uploadId: string }
  | { kind: "done"; uploadId: string; artifactId: number; buildSeq: number; outcome: UploadOutcome };

type PrintedParts = DocumentParts & { print: number };

/**
 * Takes SBOMs into the inventory by delta. One per process and pool: it holds what this process has seen of the
 * dictionary and of heads. Everything of one document commits in one transaction, its audit row and upload included.
 */
export class Ingest {
  readonly #pool: Pool;
  readonly #dictionary: Dictionary;
  readonly #heads = new HeadCache();
  readonly #artifactIds = new TwoGenerationCache<string, number>(50_000);
  readonly #queue = new KeyedQueue();

  constructor(pool: Pool) {
    this.#pool = pool;
    this.#dictionary = new Dictionary(pool);
  }

  /**
   * Ingests one document. Throws a WhereinError when it cannot be read; then nothing is stored and no service created.
   * Uploads of one artifact run one after the other.
   */
  async ingest(ctx: Context, input: IngestInput): Promise<IngestResult> {
    const { service, artifact } = input.request;
    const key = [service.slug, artifact.kind, artifact.name, artifact.ref].join("\0");
    return this.#queue.run(key, () => this.#ingestOne(ctx, input, key));
  }

  /** The upload that recorded this very build before, or null: so that a document need not be stored to find that out. */
  async findSameBuild(input: Pick<IngestInput, "request" | "receivedAt">, documentSha256: Buffer): Promise<string | null> {
    const artifactId = await selectArtifactId(this.#pool, input.request);
    return artifactId === null ? null : selectUploadOfSameBuild(this.#pool, artifactId, documentSha256, input);
  }

  async #ingestOne(ctx: Context, input: IngestInput, key: string): Promise<IngestResult> {
    const documentSha256 = hashOf(input);
    const artifactId = await this.#artifactId(key, input.request);
    if (artifactId !== null) {
      const same = await selectUploadOfSameBuild(this.#pool, artifactId, documentSha256, input);
      if (same !== null) return { kind: "unchanged", uploadId: same };
    }
    const split = toDocumentParts(input.document);
    const parts = { ...split, print: bodyPrint(split.body) };
    if (artifactId !== null && parts.fingerprint !== null) {
      const known = await this.#ingestKnownBody(ctx, input, artifactId, documentSha256, parts);
      if (known) return known;
    }
    return this.#ingestParsed(ctx, input, key, artifactId, documentSha256, parts);
  }

  /** Same body and same root as the head: the composition is known without a parse. Null when it is not so after all. */
  async #ingestKnownBody(ctx: Context, input: IngestInput, artifactId: number, documentSha256: Buffer, parts: PrintedParts): Promise<IngestResult | null> {
    // Where another process has moved the head since, the body may be the head's after all: parsing it leads to the same build.
    const lastPrint = this.#heads.printOf(artifactId);
    if (lastPrint !== null && lastPrint !== parts.print) return null;
    const head = await this.#heads.documentOf(artifactId, () => selectHeadDocument(this.#pool, artifactId));
    if (!head || !isSameContent(head, parts)) return null;
    const document: DocumentToStore = {
      sha256: documentSha256,
      head: parts.head,
      sizeBytes: input.document.length,
      content: { kind: "shared", bodyOf: head.bodyOf },
      format: head.format,
      specVersion: head.specVersion,
      generator: head.generator,
      // A time stamp behind the components is part of the shared body.
      createdAt: readHead(parts.head).createdAt ?? head.documentedAt?.toISOString() ?? null,
    };
    return writeBuild(this.#writing, ctx, { input, artifactId, document, composition: { kind: "head", hash: head.compositionHash } });
  }

  async #ingestParsed(
    ctx: Context,
    input: IngestInput,
    key: string,
    knownId: number | null,
    documentSha256: Buffer,
    parts: PrintedParts,
  ): Promise<IngestResult> {
    const encoding = encodeBody(parts.body);
    // Awaited later; until then a failure must not go unhandled.
    encoding.catch(() => {});
    try {
      const bom = readBom(input.document);
      const artifactId = knownId ?? (await this.#createArtifact(ctx, key, input));
      const composition = toComposition(bom, await this.#dictionary.resolve(bom.components));
      const document: DocumentToStore = {
        sha256: documentSha256,
        head: parts.head,
        sizeBytes: input.document.length,
        content: { kind: "own", encodedBody: await encoding, report: toReport(bom) },
        format: bom.format,
        specVersion: bom.specVersion,
        generator: bom.generator,
        createdAt: bom.createdAt,
      };
      const result = await writeBuild(this.#writing, ctx, { input, artifactId, document, composition });
      if (!result) throw new Error("a parsed composition can always be written");
      if (result.kind === "done" && result.outcome.head) this.#heads.rememberPrint(artifactId, parts.print);
      return result;
    } finally {
      // The caller may use the document's memory again as soon as this ends.
      await encoding.catch(() => {});
    }
  }

  get #writing(): { pool: Pool; heads: HeadCache } {
    return { pool: this.#pool, heads: this.#heads };
  }

  async #artifactId(key: string, request: BuildRequest): Promise<number | null> {
    const cached = this.#artifactIds.get(key);
    if (cached !== undefined) return cached;
    const id = await selectArtifactId(this.#pool, request);
    if (id !== null) this.#artifactIds.set(key, id);
    return id;
  }

  async #createArtifact(ctx: Context, key: string, input: IngestInput): Promise<number> {
    const id = await createArtifact(this.#pool, ctx, input.request, input.receivedAt);
    this.#artifactIds.set(key, id);
    return id;
  }
}

/** The document's SHA-256. */
export function hashOf(input: IngestInput): Buffer {
  return input.sha256 ?? sha256(input.document);
}

/** Whether the bytes from the components on are the head's: the head's first bytes with this body must hash to the head's document. */
function isSameContent(head: HeadDocument, { fingerprint, body }: DocumentParts): boolean {
  if (fingerprint === null || head.head.length + body.length !== head.sizeBytes) return false;
  return toFingerprint(head) === fingerprint && sha256(head.head, body).equals(head.sha256);
}

const fingerprints = new WeakMap<HeadDocument, string | null>();

function toFingerprint(head: HeadDocument): string | null {
  let fingerprint = fingerprints.get(head);
  if (fingerprint === undefined) {
    fingerprint = headFingerprint(head.head);
    fingerprints.set(head, fingerprint);
  }
  return fingerprint;
}
