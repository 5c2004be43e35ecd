import { z } from "zod";
import { faultsOf, invalid } from "@/lib/http/problem";

// Strict where the signed text depends on it: with line breaks in these fields one signature would fit several messages.
const common = {
  MessageId: z.string().regex(/^[A-Za-z0-9-]{1,100}$/, "Must be the id of a message"),
  TopicArn: z.string().regex(/^arn:(aws|aws-cn|aws-us-gov):sns:[a-z0-9-]{1,40}:\d{12}:[A-Za-z0-9_.-]{1,260}$/, "Must be the ARN of a topic"),
  Timestamp: z.iso.datetime(),
  Message: z.string(),
  SignatureVersion: z.string().max(20),
  Signature: z
    .string()
    .max(4_096)
    .regex(/^[A-Za-z0-9+/]+={0,2}$/, "Must be base64"),
  SigningCertURL: z.string().max(2_048),
};

const membership = {
  ...common,
  Token: z
    .string()
    .max(4_096)
    .regex(/^[\x21-\x7e]+$/, "Must be a token"),
  SubscribeURL: z
    .string()
    .max(4_096)
    .regex(/^[\x21-\x7e]+$/, "Must be a URL"),
};

// SNS takes none with line breaks either (Publish: Subject).
const subject = z
  .string()
  .max(1_000)
  .regex(/^[^\r\n]*$/, "Must be one line");

const messageSchema = z.discriminatedUnion("Type", [
  z.object({ Type: z.literal("Notification"), Subject: subject.optional(), ...common }),
  z.object({ Type: z.literal("SubscriptionConfirmation"), ...membership }),
  z.object({ Type: z.literal("UnsubscribeConfirmation"), ...membership }),
]);

/** What SNS posts to an endpoint, as AWS writes it. */
export type SnsMessage = z.infer<typeof messageSchema>;

/** The header in which SNS says which of its messages it is. */
export const snsTypeHeader = "x-amz-sns-message-type";

/** The message of a body, of the type that the header says. Throws `invalid` with the place of each fault. */
export function readSnsMessage(body: unknown, headerType: string): SnsMessage {
  const read = messageSchema.safeParse(body);
  if (!read.success) throw invalid(faultsOf(read.error), "sns_malformed");
  if (read.data.Type !== headerType) throw invalid([{ pointer: "/Type", detail: `Differs from the header ${snsTypeHeader}` }], "sns_malformed");
  return read.data;
}
