import { expect, test } from "vitest";
import type { SnsMessage } from "./message";
import { signedTextOf } from "./signed-text";

const common = {
  MessageId: "22b80b92-fdea-4c2c-8f9d-bdfb0c7bf324",
  TopicArn: "arn:aws:sns:us-west-2:123456789012:MyTopic",
  Timestamp: "2026-11-30T00:54:06.655Z",
  Message: "two\nlines ü",
  SignatureVersion: "2",
  Signature: "eA==",
  SigningCertURL: "https://sns.us-west-2.amazonaws.com/a.pem",
};
const subscription: SnsMessage = { Type: "SubscriptionConfirmation", ...common, Token: "tok", SubscribeURL: "https://sns.us-west-2.amazonaws.com/?x" };

test("a notification is signed with its subject, a line for each name and value", () => {
  expect(signedTextOf({ Type: "Notification", ...common, Subject: "S" })).toBe(
    `Message\ntwo\nlines ü\nMessageId\n${common.MessageId}\nSubject\nS\nTimestamp\n${common.Timestamp}\nTopicArn\n${common.TopicArn}\nType\nNotification\n`,
  );
});

test("a notification without a subject has no line for it", () => {
  expect(signedTextOf({ Type: "Notification", ...common })).not.toContain("Subject");
});

test("messages about the subscription are signed with its address and token", () => {
  const rest = `SubscribeURL\nhttps://sns.us-west-2.amazonaws.com/?x\nTimestamp\n${common.Timestamp}\nToken\ntok\nTopicArn\n${common.TopicArn}`;
  expect(signedTextOf(subscription)).toBe(`Message\ntwo\nlines ü\nMessageId\n${common.MessageId}\n${rest}\nType\nSubscriptionConfirmation\n`);
});
