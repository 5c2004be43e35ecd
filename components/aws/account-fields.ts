import type { PolledKind } from "@/lib/aws/sync/kinds";

/** What a form says of an account. An empty external id is made when there is a role. */
export type AccountFields = {
  accountId: string;
  name: string;
  regions: string[];
  roleArn: string | null;
  externalId: string;
  environment: string;
  clusters: { pattern: string; environment: string }[];
  enabled: boolean;
  kinds: PolledKind[];
};
