import type { Pool, PoolClient } from "pg";
import { recordAudit } from "@/lib/audit";
import type { Context } from "@/lib/context";
import { sendTogether } from "@/lib/db/send-together";
import { inPipelinedTransaction, type SendWrite } from "@/lib/db/transaction";
import { WhereinError } from "@/lib/errors";
import { type SettleBuildAlerts, sendBuildFindings, sendLateBuildAlerts } from "@/lib/findings/record";
import type { DocumentReport, UploadOutcome } from "@/lib/inventory/upload/schemas";
import { markUpgradesOwed } from "@/lib/remediation/plan/queries/owed";
import { isIncomplete } from "@/lib/sbom";
import { applyDiff, diffFacts, emptyHead, type Facts, type HeadFacts } from "./facts";
import type { HeadCache } from "./head-cache";
import type { IngestInput, IngestResult } from "./ingest-document";
import { markServiceKnown } from "./queries/artifact";
import { insertBuild, insertComposition, selectUploadOfSameBuild } from "./queries/build";
import { insertDocumentBody, upsertDocument } from "./queries/document";
import { upsertFormerHashes } from "./queries/former-hash";
import { type HeadRow, lockHead, selectHeadFacts, updateHead } from "./queries/head";
import { batchRows, closePresences, insertPresences, type Moment, updatePresences } from "./queries/presence";
import { upsertDoneUpload } from "./queries/upload";
import { spliceBuild } from "./splice-build";

export type DocumentToStore = {
  sha256: Buffer;
  head: Buffer;
  sizeBytes: number;
  /** What was read of it, with its own body, encoded, unless that is stored already; or the document whose body and report it shares. */
  content: { kind: "own"; encodedBody: Buffer | null; report: DocumentReport } | { kind: "shared"; bodyOf: Buffer };
  format: string | null;
  specVersion: string | null;
  generator: string | null;
  createdAt: string | null;
};

/** `head`: the composition that the head build is believed to have. `parsed`: read from the document; costly parts on demand. */
export type CompositionToStore =
  | { kind: "head"; hash: Buffer }
  | {
      kind: "parsed";
      hash: Buffer;
      facts: () => Facts;
      packageIds: ArrayLike<number>;
      componentCount: number;
      edgeCount: number;
      scopes: number;
      encode: () => Buffer;
    };

export type BuildToWrite = { input: Omit<IngestInput, "document">; artifactId: number; document: DocumentToStore; composition: CompositionToStore };

/**
 * Writes one build: document, composition, presences that opened, closed and changed, head, upload and audit row, in one
 * transaction under the artifact's head lock. Null when the composition was only believed to be the head's and is not.
 */
export async function writeBuild({ pool, heads }: { pool: Pool; heads: HeadCache }, ctx: Context, write: BuildToWrite): Promise<IngestResult | null> {
  const { input, artifactId, composition } = write;
  const startedAt = new Date();
  try {
    return await inPipelinedTransaction(async (client, send) => {
      const head = await lockHead(client, artifactId);
      if (!head) throw new WhereinError("internal", "The artifact has no head row.");
      const moment: Moment = { seq: head.lastSeq + 1, at: input.request.builtAt === null ? input.receivedAt : new Date(input.request.builtAt) };
      const newest = newestOf(head);
      const late = newest !== null && moment.at < newest;
      // Another process may have recorded it since it was looked for; a late one leaves no trace on the head.
      if (late || head.documentSha256?.equals(write.document.sha256)) {
        const same = await selectUploadOfSameBuild(client, artifactId, write.document.sha256, input);
        if (same !== null) return { kind: "unchanged", uploadId: same };
      }
      const sameComposition = head.hashesRead && (head.compositionHash?.equals(composition.hash) ?? false);
      if (composition.kind === "head" && (late || !sameComposition)) return null;

      sendTogether(client);
      const { outcome, settleAlerts } = await writePresences(client, send, ctx, { heads, artifactId, head, moment, late, sameComposition, composition });
      sendDocument(client, send, write, input.receivedAt);
      sendBuild(client, send, ctx, write, { head, moment, late, outcome, startedAt });
      await settleAlerts();
      return { kind: "done", uploadId: input.uploadId, artifactId, buildSeq: moment.seq, outcome };
    }, pool);
  } catch (error) {
    heads.forget(artifactId);
    throw error;
  }
}

/** When the newest of its history was: its head build, or its retirement; null when there is neither. */
function newestOf({ headBuiltAt, retiredAt }: HeadRow): Date | null {
  return headBuiltAt ?? retiredAt;
}

type PresencesToWrite = {
  heads: HeadCache;
  artifactId: number;
  head: HeadRow;
  moment: Moment;
  late: boolean;
  sameComposition: boolean;
  composition: CompositionToStore;
};

type WrittenPresences = { outcome: UploadOutcome; settleAlerts: SettleBuildAlerts };

async function writePresences(client: PoolClient, send: SendWrite, ctx: Context, write: PresencesToWrite): Promise<WrittenPresences> {
  const { heads, artifactId, head, moment, composition } = write;
  if (composition.kind === "parsed") heads.forgetDocument(artifactId);
  if (composition.kind === "head" || (write.sameComposition && !write.late)) {
    const facts = heads.factsOf(artifactId, head.lastSeq);
    if (facts) heads.remember(artifactId, moment.seq, facts);
    return { outcome: { change: "composition_known", opened: 0, closed: 0, updated: 0, head: true }, settleAlerts: async () => {} };
  }
  send(insertComposition(client, { ...composition, graph: composition.encode() }));
  const facts = composition.facts();
  if (write.late) {
    const { opened, closed } = await spliceBuild(client, artifactId, moment, facts);
    heads.forget(artifactId);
    const settleAlerts = sendLateBuildAlerts(client, send, ctx, facts.packageVersionIds);
    return { outcome: { change: "spliced", opened, closed, updated: 0, head: false }, settleAlerts };
  }
  const before = await headFacts(client, write);
  const diff = diffFacts(before, facts);
  const closed = diff.closed.map((h) => before.packageVersionIds[h] ?? 0);
  if (closed.length > 0) send(closePresences(client, artifactId, closed, moment));
  send(updatePresences(client, artifactId, before, facts, diff.updated));
  if (diff.rehashed.length > 0) {
    const former = {
      packageVersionIds: diff.rehashed.map(({ head: h }) => before.packageVersionIds[h] ?? 0),
      hashIds: diff.rehashed.map(({ head: h }) => before.hashIds[h] ?? 0),
    };
    send(upsertFormerHashes(client, artifactId, former, moment));
  }
  const inserted = insertPresences(client, artifactId, facts, diff.opened, moment);
  if (diff.opened.length > batchRows) await inserted;
  else send(inserted);
  // Also where findings stay what they are: what brings them may be another version now.
  send(markUpgradesOwed(client, artifactId));
  heads.remember(artifactId, moment.seq, applyDiff(before, facts, diff, moment.seq, moment.at.getTime()));
  const opened = diff.opened.map((n) => facts.packageVersionIds[n] ?? 0);
  return {
    outcome: {
      change: newestOf(head) === null ? "first_build" : "composition_changed",
      opened: opened.length,
      closed: closed.length,
      updated: diff.updated.length,
      head: true,
    },
    settleAlerts: sendBuildFindings(client, send, ctx, { artifactId, at: moment.at, opened, closed, packageIds: composition.packageIds }),
  };
}

async function headFacts(client: PoolClient, { heads, artifactId, head }: PresencesToWrite): Promise<HeadFacts> {
  if (head.headSeq === null) return emptyHead;
  return heads.factsOf(artifactId, head.lastSeq) ?? selectHeadFacts(client, artifactId);
}

function sendDocument(client: PoolClient, send: SendWrite, { document }: BuildToWrite, at: Date): void {
  const { content } = document;
  if (content.kind === "own" && content.encodedBody !== null) send(insertDocumentBody(client, document.sha256, "br", content.encodedBody));
  send(
    upsertDocument(
      client,
      {
        sha256: document.sha256,
        head: document.head,
        sizeBytes: document.sizeBytes,
        format: document.format,
        specVersion: document.specVersion,
        generator: document.generator,
        documentedAt: document.createdAt === null ? null : new Date(document.createdAt),
        report: content.kind === "own" ? JSON.stringify(content.report) : null,
        bodyOf: content.kind === "shared" ? content.bodyOf : null,
      },
      at,
    ),
  );
}

type WrittenBuild = { head: HeadRow; moment: Moment; late: boolean; outcome: UploadOutcome; startedAt: Date };

function sendBuild(client: PoolClient, send: SendWrite, ctx: Context, { input, artifactId, document, composition }: BuildToWrite, built: WrittenBuild): void {
  const { head, moment, late, outcome, startedAt } = built;
  // What shares the head's body shares what could be read of it.
  const incomplete = document.content.kind === "own" && composition.kind === "parsed" ? isIncomplete(document.content.report) : head.incomplete;
  send(
    insertBuild(client, {
      artifactId,
      seq: moment.seq,
      request: input.request,
      builtAt: moment.at,
      receivedAt: input.receivedAt,
      documentSha256: document.sha256,
      compositionHash: composition.hash,
      uploadId: input.uploadId,
      opened: outcome.opened,
      closed: outcome.closed,
      incomplete,
    }),
  );
  const moved: HeadRow = {
    lastSeq: moment.seq,
    headSeq: moment.seq,
    headBuiltAt: moment.at,
    compositionHash: composition.hash,
    documentSha256: document.sha256,
    incomplete,
    hashesRead: true,
    retiredAt: null,
  };
  send(updateHead(client, artifactId, late ? { ...head, lastSeq: moment.seq } : moved));
  const returns = head.retiredAt !== null && !late;
  if (head.headSeq === null) send(markServiceKnown(client, artifactId, input.receivedAt, { late, returns }));
  const upload = { id: input.uploadId, request: input.request, actor: ctx.actor, documentSha256: document.sha256, createdAt: input.receivedAt };
  send(upsertDoneUpload(client, { ...upload, artifactId, buildSeq: moment.seq, outcome, startedAt, finishedAt: new Date() }));
  send(
    recordAudit(client, ctx, {
      action: "build.recorded",
      subjectKind: "artifact",
      subjectId: String(artifactId),
      detail: { seq: moment.seq, document: document.sha256.toString("hex"), ...outcome },
    }),
  );
  if (returns) {
    const detail = { seq: moment.seq, retiredAt: head.retiredAt };
    send(recordAudit(client, ctx, { action: "artifact.returned", subjectKind: "artifact", subjectId: String(artifactId), detail }));
  }
}
