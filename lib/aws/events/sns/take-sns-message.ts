import type { IncomingMessage } from "node:http";
import type { Actor } from "@/lib/context";
import { pool } from "@/lib/db";
import { WhereinError } from "@/lib/errors";
import { addressOf, callerOfIncoming } from "@/lib/http/caller";
import { checkRate } from "@/lib/http/rate-limit";
import type { EventSender } from "../event-lane";
import { selectTopic, type Topic, touchTopic } from "../queries/topic";
import { readBatch } from "../read-batch";
import { parseJson, readEventBody } from "../read-event-body";
import { answerOf, type EventsAnswer } from "../schemas";
import type { EventServices } from "../services";
import { readSnsMessage, type SnsMessage, snsTypeHeader } from "./message";
import { takeMembership } from "./take-membership";
import { verifySnsMessage } from "./verify-message";

/** Where the message is from and who takes it; `seen` is told of its sender once that is proven. */
export type SnsCall = { request: IncomingMessage; requestId: string; services: EventServices; seen: (actor: Actor) => void };

const stranger = { kind: "aws_topic", id: "", actor: { kind: "system", name: "sns" } } as const;

/**
 * A message that SNS posts. Nothing of it is believed before its signature is, and nothing is fetched for a topic that no administrator has allowed.
 * Throws `invalid` or `forbidden` with the reason, noted at most once a minute; `rate_limited` for an address that keeps sending such.
 */
export async function takeSnsMessage({ request, requestId, services, seen }: SnsCall): Promise<EventsAnswer> {
  let sender: EventSender = stranger;
  try {
    const message = readSnsMessage(await readEventBody(request), String(request.headers[snsTypeHeader]));
    const topic = await topicOf(message);
    await verifySnsMessage(message, services.certificates, new Date());
    sender = { kind: "aws_topic", id: message.TopicArn, actor: { kind: "system", name: "sns" } };
    seen(sender.actor);
    await checkRate("event", message.TopicArn);
    return await (message.Type === "Notification"
      ? takeNotification(message, topic, sender, { requestId, services })
      : takeMembership(message, topic, sender, { requestId, services }));
  } catch (error) {
    if (error instanceof WhereinError && error.code !== "rate_limited") {
      await services.refusals.note(sender, requestId, error);
      if (sender === stranger && error.code !== "unavailable") await checkRate("badToken", addressOf(callerOfIncoming(request)));
    }
    throw error;
  }
}

async function topicOf({ TopicArn }: SnsMessage): Promise<Topic> {
  const topic = await selectTopic(pool(), TopicArn);
  // Both alike: a stranger is not told which accounts are set up here.
  if (topic === null || !topic.accounts.includes(TopicArn.split(":")[4] ?? ""))
    throw new WhereinError("forbidden", "This topic may not send here. Allow it under Settings, with its account.", { reason: "sns_topic_unknown" });
  return topic;
}

type Taking = { requestId: string; services: EventServices };

/** The event in a notification: of the topic's own account or of another that is set up here. */
async function takeNotification(
  message: SnsMessage & { Type: "Notification" },
  topic: Topic,
  sender: EventSender,
  { requestId, services }: Taking,
): Promise<EventsAnswer> {
  const event = parseJson(message.Message, "/Message");
  if (Array.isArray(event)) throw new WhereinError("invalid", "A notification has one event.", { reason: "event_unreadable" });
  const items = readBatch(event, { accounts: new Set(topic.accounts), now: new Date() });
  const keyed = items.map((item) => ({ ...item, messageKey: `sns ${message.TopicArn} ${message.MessageId}` }));
  const taken = await services.lane.take(sender, requestId, keyed);
  await touchTopic(pool(), topic.feedId, new Date());
  return answerOf(taken);
}
