import type { Metadata } from "next";
import Link from "next/link";
import { AccountsTable } from "@/components/aws/accounts-table";
import { ConnectSteps } from "@/components/aws/connect-steps";
import { feedState } from "@/components/aws/feed-state";
import { FeedsTable } from "@/components/aws/feeds-table";
import { KeepFresh } from "@/components/aws/keep-fresh";
import { oneOf, type SearchParams } from "@/components/search-params";
import { ButtonLink } from "@/components/ui/button";
import { ListKeys } from "@/components/ui/list-keys";
import { count, plural } from "@/components/ui/number-format";
import { requirePageContext } from "@/lib/auth";
import { type Account, type Feed, listAccounts, listFeeds } from "@/lib/aws";
import { scopesOf } from "@/lib/context";
import { readFor } from "../../read";
import { removeFeed, syncFeed } from "./actions";

export const metadata: Metadata = { title: "AWS accounts" };

/** As many feeds are looked over at once; of more those are shown that want something. */
const feedsSeen = 40;
const feedsMax = 200;

export default async function AwsAccountsPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const ctx = await requirePageContext();
  const asked = oneOf((await searchParams).feeds, ["all", "attention"]);
  const [{ data: accounts }, { data: feeds }] = await readFor(ctx, Promise.all([listAccounts({ ctx, input: {} }), listFeeds({ ctx, input: {} })]));
  const mayWrite = scopesOf(ctx.actor).includes("aws:write");
  return (
    <>
      <div className="mb-4 flex flex-wrap items-start justify-between gap-x-6 gap-y-2">
        <div className="min-w-0">
          <h1 className="font-semibold text-xl">AWS accounts</h1>
          <p className="mt-0.5 text-muted">
            {accounts.length === 0 ? "What runs, and what Inspector found in it, beside what was built." : summaryOf(accounts)}
          </p>
        </div>
        {mayWrite && accounts.length > 0 ? (
          <ButtonLink href="/settings/aws/accounts/new" look="primary" size="md">
            Connect an account
          </ButtonLink>
        ) : null}
      </div>
      {accounts.length === 0 ? (
        <ConnectSteps mayWrite={mayWrite} />
      ) : (
        <>
          <AccountsTable accounts={accounts} />
          <Feeds accounts={accounts} feeds={feeds.filter(({ enabled }) => enabled)} asked={asked} mayWrite={mayWrite} />
          <ListKeys />
          <KeepFresh busy={feeds.some(({ status }) => status !== "idle")} />
        </>
      )}
    </>
  );
}

function summaryOf(accounts: readonly Account[]): string {
  const sum = (of: keyof Account["feeds"]) => accounts.reduce((total, { enabled, feeds }) => total + (enabled ? feeds[of] : 0), 0);
  const [total, failing, waiting] = [sum("total"), sum("failing"), sum("waiting")];
  const parts = [failing > 0 && `${count(failing)} fail`, waiting > 0 && `${count(waiting)} not synced yet`].filter((part) => part !== false);
  return `${plural(accounts.length, "account")}, ${plural(total, "feed")}: ${parts.length === 0 ? "all current" : parts.join(", ")}.`;
}

type FeedsProps = { accounts: readonly Account[]; feeds: readonly Feed[]; asked: "all" | "attention" | undefined; mayWrite: boolean };

/** The feeds of all accounts, or those that want something where they are too many to look over. */
function Feeds({ accounts, feeds, asked, mayWrite }: FeedsProps) {
  const waiting = feeds.filter((feed) => feedState(feed) !== "current");
  const shown = asked ?? (feeds.length <= feedsSeen ? "all" : "attention");
  const rows = shown === "all" ? feeds : waiting;
  const other = shown === "all" ? "attention" : "all";
  return (
    <section aria-labelledby="feeds" className="mt-7">
      <div className="mb-2 flex flex-wrap items-baseline justify-between gap-x-4">
        <h2 id="feeds" className="font-semibold text-base">
          {shown === "all" ? "Feeds" : "Feeds that are not current"}
        </h2>
        {feeds.length > 0 ? (
          <Link href={`/settings/aws?feeds=${other}`} scroll={false} className="link">
            {other === "all" ? `Show all ${count(feeds.length)}` : `Only what is not current (${count(waiting.length)})`}
          </Link>
        ) : null}
      </div>
      {rows.length === 0 ? (
        <p className="panel px-4 py-6 text-center text-muted">{feeds.length === 0 ? "Nothing is asked of any account." : "Every feed is current."}</p>
      ) : (
        <FeedsTable
          label="Feeds"
          feeds={rows.slice(0, feedsMax)}
          accounts={new Map(accounts.map(({ accountId, name }) => [accountId, name]))}
          acts={mayWrite ? { sync: syncFeed, remove: removeFeed } : null}
        />
      )}
      {rows.length > feedsMax ? (
        <p className="mt-2 text-muted">
          The first {count(feedsMax)} of {count(rows.length)}: an account has its own.
        </p>
      ) : null}
    </section>
  );
}
