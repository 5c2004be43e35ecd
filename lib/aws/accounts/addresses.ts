import { z } from "zod";
import type { AddressedKind } from "@/lib/aws/sync/kinds";

export type FeedAddress = { kind: AddressedKind; address: string; region: string | null; account: string | null };

/** What an address may look like, with its region and account where it says them. */
const forms: Readonly<Record<AddressedKind, RegExp>> = {
  queue: /^https:\/\/sqs\.(?<region>[a-z]{2}(?:-[a-z]+)+-\d)\.amazonaws\.com(?:\.cn)?\/(?<account>\d{12})\/[\w-]{1,75}(?:\.fifo)?$/,
  reports: /^s3:\/\/[a-z0-9][a-z0-9.-]{1,61}[a-z0-9](?:\/[^\p{Cc}\p{Cs}]{0,1024})?$/u,
  topic: /^arn:aws[a-z-]*:sns:(?<region>[a-z]{2}(?:-[a-z]+)+-\d):(?<account>\d{12}):[\w-]{1,251}(?:\.fifo)?$/,
};

/** What an address of a feed is, or null for what is none: the URL of an SQS queue, `s3://bucket/prefix`, the ARN of an SNS topic. */
export function readAddress(text: string): FeedAddress | null {
  for (const kind of ["queue", "reports", "topic"] as const) {
    const found = forms[kind].exec(text);
    if (found) return { kind, address: text, region: found.groups?.region ?? null, account: found.groups?.account ?? null };
  }
  return null;
}

export const addressSchema = z
  .string()
  .trim()
  .max(1_200)
  .refine((text) => readAddress(text) !== null, "Give the URL of an SQS queue, s3://bucket/prefix, or the ARN of an SNS topic")
  .describe("The URL of an SQS queue, `s3://bucket/prefix` with reports, or the ARN of an SNS topic. Its kind follows from it.");

export const regionSchema = z
  .string()
  .trim()
  .regex(/^[a-z]{2}(-[a-z]+)+-\d$/, "A region is as AWS writes it: eu-central-1");
