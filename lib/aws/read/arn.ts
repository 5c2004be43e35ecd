import { isAccount } from "./values";

/** The parts of an ARN; `region` and `account` are null where it has none, as those of S3 buckets. */
export type Arn = { service: string; region: string | null; account: string | null; resource: string };

const regionShape = /^[a-z]{2,4}(?:-[a-z]+)+-\d{1,2}$/;

/** The parts of an ARN, or null for what is none. */
export function readArn(text: string): Arn | null {
  const [arn, partition, service, region = "", account = "", ...rest] = text.split(":", 50);
  if (arn !== "arn" || !partition || !service || rest.length === 0) return null;
  return { service, region: isRegion(region) ? region : null, account: isAccount(account) ? account : null, resource: rest.join(":") };
}

/** True for a region of AWS (`eu-central-1`, `us-gov-west-1`): the text `N/A` stands in samples and in old findings. */
export function isRegion(text: string): boolean {
  return regionShape.test(text);
}
