import type { FormProblem } from "@/components/auth/form-problem";
import { FeedRow } from "@/components/aws/feed-row";
import { inOrder } from "@/components/aws/feed-state";
import { ProblemNotices } from "@/components/aws/problem-notices";
import { Table, TableFrame, Th } from "@/components/ui/table";
import type { Feed } from "@/lib/aws/accounts/schemas";

/** What may be done with a feed; null for those who may only read. */
export type FeedActs = { sync: (id: number) => Promise<FormProblem | null>; remove: (id: number) => Promise<FormProblem | null> };

type FeedsTableProps = {
  label: string;
  feeds: readonly Feed[];
  /** Names of the accounts by their id, where the feeds are of several. */
  accounts: ReadonlyMap<string, string> | null;
  acts: FeedActs | null;
};

/** Feeds, how each is and what it brought; above them what fails. */
export function FeedsTable({ label, feeds, accounts, acts }: FeedsTableProps) {
  return (
    <>
      <ProblemNotices feeds={feeds} accounts={accounts} />
      <TableFrame label={label}>
        <Table stack>
          <thead>
            <tr>
              <Th>Feed</Th>
              {accounts ? <Th>Account</Th> : null}
              <Th>Region</Th>
              <Th>State</Th>
              <Th>Last success</Th>
              <Th>Brought</Th>
              <Th>Next</Th>
              {acts ? (
                <Th>
                  <span className="sr-only">Actions</span>
                </Th>
              ) : null}
            </tr>
          </thead>
          <tbody>
            {inOrder(feeds).map((feed) => (
              <FeedRow key={feed.id} feed={feed} account={accounts?.get(feed.accountId) ?? (accounts ? feed.accountId : null)} acts={acts} />
            ))}
          </tbody>
        </Table>
      </TableFrame>
    </>
  );
}
