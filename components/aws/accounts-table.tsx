import Link from "next/link";
import { FeedMark } from "@/components/aws/feed-mark";
import { type FeedState, feedsOf } from "@/components/aws/feed-state";
import { awsAccountHref } from "@/components/aws/urls";
import { accountNumber, roleName } from "@/components/aws/words";
import { cn } from "@/components/ui/cn";
import { Table, TableFrame, Td, Th } from "@/components/ui/table";
import { VisibleText } from "@/components/ui/visible-text";
import type { Account } from "@/lib/aws/accounts/schemas";
import { visible } from "@/lib/text/visible.mjs";

const regionsShown = 2;

/** The accounts of AWS, and how their feeds are. */
export function AccountsTable({ accounts }: { accounts: readonly Account[] }) {
  return (
    <TableFrame label="AWS accounts">
      <Table stack>
        <thead>
          <tr>
            <Th>Account</Th>
            <Th>Number</Th>
            <Th>Regions</Th>
            <Th>Role</Th>
            <Th>Environment</Th>
            <Th>Feeds</Th>
          </tr>
        </thead>
        <tbody>
          {worstFirst(accounts).map((account) => (
            <AccountRow key={account.accountId} account={account} />
          ))}
        </tbody>
      </Table>
    </TableFrame>
  );
}

// What fails is mended first; what is switched off wants nothing.
const ranks: Readonly<Record<FeedState, number>> = { failed: 0, running: 1, queued: 1, never: 1, current: 2, off: 3 };

function worstFirst(accounts: readonly Account[]): Account[] {
  return [...accounts].sort((a, b) => ranks[feedsOf(a).state] - ranks[feedsOf(b).state]);
}

function AccountRow({ account }: { account: Account }) {
  const { accountId, name, regions, roleArn, environment, clusters, enabled } = account;
  const feeds = feedsOf(account);
  const more = regions.length - regionsShown;
  return (
    <tr className={cn("hover:bg-hover", !enabled && "text-muted")}>
      <Td className="truncate font-medium max-md:basis-full lg:w-[26%] lg:max-w-0" title={visible(name)}>
        <Link data-row href={awsAccountHref(accountId)} prefetch={false} className="link">
          <VisibleText text={name} />
        </Link>
      </Td>
      <Td label="Number" className="font-mono text-[12.5px]">
        {accountNumber(accountId)}
      </Td>
      <Td label="Regions" title={regions.join(", ")}>
        {regions.slice(0, regionsShown).join(", ")}
        {more > 0 ? <span className="text-muted"> and {more} more</span> : null}
      </Td>
      <Td label="Role" className="truncate max-lg:max-w-64 lg:w-[22%] lg:max-w-0" title={roleArn ?? undefined}>
        {roleArn ? <VisibleText text={roleName(roleArn)} /> : <span className="text-muted">as the process</span>}
      </Td>
      <Td
        label="Environment"
        className="max-w-44 truncate"
        title={clusters.map(({ pattern, environment: other }) => `${pattern}: ${other}`).join("\n") || undefined}
      >
        {environment}
        {clusters.length > 0 ? <span className="text-muted"> +{clusters.length} by cluster</span> : null}
      </Td>
      <Td className="max-md:basis-full">
        <FeedMark state={feeds.state}>{feeds.words}</FeedMark>
      </Td>
    </tr>
  );
}
