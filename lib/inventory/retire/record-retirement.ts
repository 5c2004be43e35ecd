import type { ClientBase } from "pg";
import { recordAudit } from "@/lib/audit";
import type { Context } from "@/lib/context";
import { closeFindingsOfArtifact } from "@/lib/findings/record";
import { lockHead, updateHead } from "@/lib/inventory/ingest/queries/head";
import type { Moment } from "@/lib/inventory/ingest/queries/presence";
import { endPresences, insertRetirement, lockNeverBuilt, lockServiceOf, markServiceRetired } from "./queries";

export type Retirement = { retiredAt: Date; changed: boolean; presencesEnded: number; findingsClosed: number };

/**
 * Retires the artifact at `at`, or with its last build when that is said to be later, on the caller's transaction: in its history a build that
 * holds nothing. What is retired already stays as it is.
 */
export async function recordRetirement(client: ClientBase, ctx: Context, artifactId: number, at: Date): Promise<Retirement> {
  const head = await lockHead(client, artifactId);
  if (!head) throw new Error("an artifact has a head row");
  if (head.retiredAt !== null) return { retiredAt: head.retiredAt, changed: false, presencesEnded: 0, findingsClosed: 0 };
  const moment: Moment = { seq: head.lastSeq + 1, at: head.headBuiltAt !== null && head.headBuiltAt > at ? head.headBuiltAt : at };
  const presencesEnded = await endPresences(client, artifactId, moment);
  await insertRetirement(client, artifactId, moment, presencesEnded);
  // Without a head build the artifact has no age and no composition: nothing that is asked about now meets it.
  await updateHead(client, artifactId, {
    lastSeq: moment.seq,
    headSeq: null,
    headBuiltAt: null,
    compositionHash: null,
    documentSha256: null,
    incomplete: false,
    hashesRead: true,
    retiredAt: moment.at,
  });
  const { closed: findingsClosed, settleAlerts } = await closeFindingsOfArtifact(client, ctx, { artifactId, at: moment.at });
  const serviceId = await lockServiceOf(client, artifactId);
  const serviceRetired = await markServiceRetired(client, serviceId, await lockNeverBuilt(client, serviceId), moment.at);
  await settleAlerts();
  const detail = { seq: moment.seq, retiredAt: moment.at, presencesEnded, findingsClosed, serviceRetired };
  await recordAudit(client, ctx, { action: "artifact.retired", subjectKind: "artifact", subjectId: String(artifactId), detail });
  return { retiredAt: moment.at, changed: true, presencesEnded, findingsClosed };
}
