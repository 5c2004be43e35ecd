import { recordAudit } from "@/lib/audit";
import { inTransaction } from "@/lib/db";
import { WhereinError } from "@/lib/errors";
import type { EventSender } from "../event-lane";
import { insertEvents } from "../queries/event";
import { failTopic, type Topic, touchTopic } from "../queries/topic";
import { answerOf, type EventsAnswer } from "../schemas";
import type { EventServices } from "../services";
import type { SnsMessage } from "./message";
import { confirmationUrlOf, snsHostOf } from "./pinned-host";

type Membership = Exclude<SnsMessage, { Type: "Notification" }>;

/**
 * A verified message about the subscription itself. A confirmation is given by visiting the address that it names, at the topic's own host only;
 * that the subscription has ended is shown with the topic. A repeated one changes nothing.
 */
export async function takeMembership(
  message: Membership,
  topic: Topic,
  sender: EventSender,
  { requestId, services }: { requestId: string; services: EventServices },
): Promise<EventsAnswer> {
  const isConfirmation = message.Type === "SubscriptionConfirmation";
  if (isConfirmation) await confirm(message, services);
  const at = new Date();
  const isNew = await inTransaction(async (client) => {
    const fresh = await insertEvents(client, [`sns ${message.TopicArn} ${message.MessageId}`], at);
    if (fresh.size === 0) return false;
    if (isConfirmation) await touchTopic(client, topic.feedId, at);
    else await failTopic(client, topic.feedId, { code: "unsubscribed", detail: "The topic does not send here any more. Subscribe this address again." }, at);
    const action = isConfirmation ? "aws_topic.subscribed" : "aws_topic.unsubscribed";
    await recordAudit(client, { actor: sender.actor, requestId }, { action, subjectKind: "aws_topic", subjectId: message.TopicArn }, at);
    return true;
  });
  return answerOf([{ id: message.MessageId, kind: "membership", became: isNew ? "taken" : "duplicate", reason: null }]);
}

async function confirm({ SubscribeURL, TopicArn }: Membership, { fetch }: EventServices): Promise<void> {
  const url = confirmationUrlOf(SubscribeURL, TopicArn);
  if (url === null)
    throw new WhereinError("forbidden", `A subscription is confirmed at https://${snsHostOf(TopicArn)} only.`, { reason: "sns_subscribe_host" });
  const { status } = await fetch(url);
  if (status !== 200) throw new WhereinError("unavailable", `SNS answered ${status} to the confirmation. It will ask again.`, { reason: "sns_unconfirmed" });
}
