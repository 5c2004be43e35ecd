import type { SnsMessage } from "./message";

const ofNotification = ["Message", "MessageId", "Subject", "Timestamp", "TopicArn", "Type"] as const;
const ofMembership = ["Message", "MessageId", "SubscribeURL", "Timestamp", "Token", "TopicArn", "Type"] as const;

/** What SNS signs: names and values of these fields in this order, a line each; a subject only where there is one (Amazon SNS Developer Guide, "Verifying the signatures"). */
export function signedTextOf(message: SnsMessage): string {
  const fields: Readonly<Record<string, string | undefined>> = message;
  const names = message.Type === "Notification" ? ofNotification : ofMembership;
  return names.map((name) => (fields[name] === undefined ? "" : `${name}\n${fields[name]}\n`)).join("");
}
