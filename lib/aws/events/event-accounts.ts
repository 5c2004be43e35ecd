import type { AwsEvent } from "@/lib/aws/read";
import { WhereinError } from "@/lib/errors";

/**
 * Throws `forbidden` when an event is of an account that its sender may not speak for: the account that sent it, and each that it says something of,
 * in words and in ARNs. A delegated administrator of Inspector sends the findings of its members.
 */
export function requireAccounts(event: AwsEvent, allowed: ReadonlySet<string>): void {
  const foreign = accountsOf(event).find((account) => !allowed.has(account));
  if (foreign === undefined) return;
  const detail = `The event is of account ${foreign.slice(0, 20)}, for which this sender may not speak. Nothing was taken.`;
  throw new WhereinError("forbidden", detail, { reason: "foreign_account" });
}

function accountsOf(event: AwsEvent): string[] {
  return [event.account, ...subjectsOf(event).flatMap(({ account, arns }) => [account, ...arns.flatMap(accountOfArn)])];
}

type Subject = { account: string; arns: string[] };

function subjectsOf(event: AwsEvent): Subject[] {
  switch (event.kind) {
    case "finding":
      return [
        { account: event.finding.account, arns: [event.finding.arn] },
        ...[event.finding.resource, ...event.finding.further].map(({ account, key }) => ({ account, arns: [key] })),
      ];
    case "coverage":
      return event.coverage.map(({ resource }) => ({ account: resource.account, arns: [resource.key] }));
    case "workloads":
      return event.workloads.map(({ account, key }) => ({ account, arns: [key] }));
    default:
      return [];
  }
}

/** The account that an ARN names; none for what is no ARN, and for the few that name none. */
function accountOfArn(text: string): string[] {
  if (!text.startsWith("arn:")) return [];
  const account = text.split(":")[4] ?? "";
  return account === "" ? [] : [account];
}
