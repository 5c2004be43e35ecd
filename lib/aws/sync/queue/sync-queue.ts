import type { Message, SQSClient } from "@aws-sdk/client-sqs";
import { recordAudit } from "@/lib/audit";
import { inTransaction } from "@/lib/db/transaction";
import { WhereinError } from "@/lib/errors";
import { isDatabaseAway } from "@/lib/http/database-errors";
import { logger } from "@/lib/observability";
import { filterValuesMax, queueMessagesMax, queueWaitSeconds } from "../limits";
import { selectKnownAccounts } from "../queries/resources";
import type { AwsFeedReached, SyncRun } from "../syncer";
import { readMessage } from "./read-message";

/**
 * Takes events from a queue until it is empty, each in a transaction of its own, and deletes those that were taken. What cannot be read or taken, or is of
 * an account that is not known, stays in the queue, whose own policy moves it to its dead letters, and is told. Throws when PostgreSQL is away.
 */
export async function syncQueue(run: SyncRun): Promise<AwsFeedReached> {
  const { feed, clients, signal, startedAt } = run;
  const { ReceiveMessageCommand } = await import("@aws-sdk/client-sqs");
  const client = await clients.sqs();
  const allowedAccounts = await selectKnownAccounts(run.pool);
  const seen = new Set<string>();
  await run.say("Waiting for messages");
  while (!signal.aborted && seen.size < queueMessagesMax) {
    const { Messages: messages = [] } = await client.send(
      new ReceiveMessageCommand({ QueueUrl: feed.address, MaxNumberOfMessages: filterValuesMax, WaitTimeSeconds: queueWaitSeconds }),
    );
    // Nothing, or nothing but what was left in it: a queue that hides messages for a short time only gives them again and again.
    const fresh = messages.filter(({ MessageId = "" }) => !seen.has(MessageId));
    if (fresh.length === 0) break;
    await run.say("Taking messages");
    const taken: Message[] = [];
    try {
      for (const message of fresh) {
        seen.add(message.MessageId ?? "");
        run.count("read");
        if (await takeMessage(run, message, allowedAccounts)) taken.push(message);
      }
    } finally {
      await deleteMessages(run, client, taken);
    }
  }
  return { syncedTo: startedAt, fullAt: null };
}

/** Whether it was taken, now or before, and may be deleted. */
async function takeMessage(run: SyncRun, { Body = "", MessageId }: Message, allowedAccounts: ReadonlySet<string>): Promise<boolean> {
  const { stores, pool, ctx, feed } = run;
  const read = readMessage(Body);
  if (!read.ok) return leave(run, `Message ${MessageId} cannot be read: ${read.problem.detail}`);
  try {
    const { became } = await inTransaction(async (client) => {
      const at = new Date();
      const outcome = await stores.takeEvent(client, read.value, { allowedAccounts, at });
      const detail = { event: read.value.id, kind: read.value.kind, message: MessageId };
      if (outcome.became === "taken")
        await recordAudit(client, ctx, { action: "aws.event_received", subjectKind: "aws_feed", subjectId: String(feed.id), detail }, at);
      return outcome;
    }, pool);
    run.count(became);
    return true;
  } catch (error) {
    if (run.signal.aborted || isDatabaseAway(error)) throw error;
    if (error instanceof WhereinError && error.code !== "internal") return leave(run, `Message ${MessageId} was refused: ${error.message}`);
    logger().error({ feed: feed.id, message: MessageId, event: read.value.id, err: error }, "a message of a queue could not be taken");
    return leave(run, `Message ${MessageId} could not be taken for a reason of Wherein's own, which the log of the worker has. It stays in the queue.`);
  }
}

function leave(run: SyncRun, why: string): false {
  run.count("refused");
  run.note(why);
  return false;
}

async function deleteMessages(run: SyncRun, client: SQSClient, messages: readonly Message[]): Promise<void> {
  if (messages.length === 0) return;
  const { DeleteMessageBatchCommand } = await import("@aws-sdk/client-sqs");
  const Entries = messages.map(({ ReceiptHandle }, n) => ({ Id: String(n), ReceiptHandle }));
  const { Failed = [] } = await client.send(new DeleteMessageBatchCommand({ QueueUrl: run.feed.address, Entries }));
  run.count("deleted", messages.length - Failed.length);
  if (Failed.length === 0) return;
  // They come again, and are known then.
  run.count("undeleted", Failed.length);
  run.note(`Some messages could not be deleted: ${Failed[0]?.Code ?? "?"} ${Failed[0]?.Message ?? ""}`.trim());
}
