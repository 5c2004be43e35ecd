import { randomUUID, sign } from "node:crypto";
import type { FetchPinned } from "@/lib/aws/events/sns/fetch-pinned";
import type { SnsMessage } from "@/lib/aws/events/sns/message";
import { signedTextOf } from "@/lib/aws/events/sns/signed-text";
import type { TestCertificate } from "./test-certificate";

/** A message of SNS before it is signed; any field may be wrong. */
export type UnsignedMessage = Record<string, unknown> & { Type: string };

/** SNS in a test: the topic's host with its certificates, and messages that it signs. What was asked of the host is in `asked`. */
export class TestSns {
  readonly topic = "arn:aws:sns:eu-central-1:123456789012:inspector";
  readonly certificateUrl = "https://sns.eu-central-1.amazonaws.com/SimpleNotificationService-0123abcd.pem";
  readonly pages = new Map<string, string>();
  asked: string[] = [];

  readonly fetch: FetchPinned = async (url) => {
    this.asked.push(url.href);
    const page = this.pages.get(url.href);
    return page === undefined ? { status: 404, bytes: Buffer.alloc(0) } : { status: 200, bytes: Buffer.from(page) };
  };

  notification(event: unknown, more: Record<string, unknown> = {}): UnsignedMessage {
    return this.#message({ Type: "Notification", Message: typeof event === "string" ? event : JSON.stringify(event), ...more });
  }

  membership(type: "SubscriptionConfirmation" | "UnsubscribeConfirmation", more: Record<string, unknown> = {}): UnsignedMessage {
    const SubscribeURL = `https://sns.eu-central-1.amazonaws.com/?Action=ConfirmSubscription&TopicArn=${this.topic}&Token=abc`;
    return this.#message({ Type: type, Message: "You have chosen to subscribe.\nVisit the address.", Token: "abc", SubscribeURL, ...more });
  }

  #message(fields: UnsignedMessage): UnsignedMessage {
    const common = { MessageId: randomUUID(), TopicArn: this.topic, Timestamp: new Date().toISOString(), SignatureVersion: "2" };
    return { ...common, SigningCertURL: this.certificateUrl, ...fields };
  }
}

/** The message with its signature by this certificate's key, as SNS sends it. `hash`: SHA-1 is what version 1 uses. */
export function signedBy({ key }: TestCertificate, message: UnsignedMessage, hash = "sha256"): UnsignedMessage {
  const signature = sign(hash, Buffer.from(signedTextOf(message as unknown as SnsMessage)), key);
  return { ...message, Signature: signature.toString("base64") };
}

/** The headers that SNS sends with a message. */
export const snsHeaders = (type: string) => ({ "content-type": "text/plain; charset=UTF-8", "x-amz-sns-message-type": type });
