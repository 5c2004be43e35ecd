import type { FeedKind, PolledKind } from "@/lib/aws/sync/kinds";

/** What a feed is, and what it is good for, for people. */
export const kindWords: Readonly<Record<FeedKind, { name: string; what: string }>> = {
  findings: { name: "Findings", what: "what Inspector found" },
  coverage: { name: "Coverage", what: "what is scanned, and what no longer is" },
  images: { name: "Images", what: "image indexes of ECR, so that a build's digest is recognised" },
  tasks: { name: "ECS tasks", what: "what runs in ECS, by digest" },
  clusters: { name: "EKS clusters", what: "what runs in EKS, by image" },
  functions: { name: "Lambda functions", what: "functions and their code" },
  queue: { name: "SQS queue", what: "events, pulled" },
  reports: { name: "S3 reports", what: "reports and SBOM exports" },
  topic: { name: "SNS topic", what: "events, sent by SNS" },
};

/** How often each is asked, as the form says it. */
export const howOften: Readonly<Record<PolledKind, string>> = {
  findings: "every 15 minutes",
  coverage: "each hour",
  images: "each hour",
  tasks: "every 5 minutes",
  clusters: "each hour",
  functions: "each hour",
};

/** An account, its number in groups that can be read out: `1111 2222 3333`. */
export function accountNumber(id: string): string {
  return id.replace(/(\d{4})(?=\d)/g, "$1 ");
}

/** The name of a role without what stands before it in every ARN. */
export function roleName(arn: string): string {
  return arn.replace(/^arn:[^:]*:iam::\d*:role\//, "");
}
