import { randomUUID } from "node:crypto";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { AccountEditor } from "@/components/aws/account-editor";
import { AccountHead } from "@/components/aws/account-head";
import { Breadcrumb } from "@/components/aws/breadcrumb";
import { CheckAccess } from "@/components/aws/check-access";
import { FeedsTable } from "@/components/aws/feeds-table";
import { KeepFresh } from "@/components/aws/keep-fresh";
import { requirePageContext } from "@/lib/auth";
import { accountPathSchema, getAccount, listFeeds } from "@/lib/aws";
import { scopesOf } from "@/lib/context";
import { readFor } from "../../../../read";
import { changeAccount, checkAccess, removeAccount, removeFeed, syncFeed } from "../../actions";

export const metadata: Metadata = { title: "AWS account" };

/** An account: how its feeds are, what is asked of it and in which role. */
export default async function AwsAccountPage({ params }: { params: Promise<{ accountId: string }> }) {
  const path = accountPathSchema.safeParse(await params);
  if (!path.success) notFound();
  const ctx = await requirePageContext();
  const mayWrite = scopesOf(ctx.actor).includes("aws:write");
  const [account, list] = await readFor(ctx, Promise.all([getAccount({ ctx, input: path.data }), listFeeds({ ctx, input: {} })]));
  const { accountId } = account;
  const feeds = list.data.filter((feed) => feed.accountId === accountId && (feed.enabled || feed.address !== ""));
  const { createdAt: _, feeds: _feeds, ...fields } = account;
  return (
    <>
      <Breadcrumb />
      <AccountHead account={account} remove={mayWrite ? removeAccount.bind(null, accountId) : null} />
      <section aria-labelledby="feeds" className="mb-6">
        <h2 id="feeds" className="mb-2 font-semibold text-base">
          Feeds
        </h2>
        {feeds.length === 0 ? (
          <p className="panel px-4 py-6 text-center text-muted">{account.enabled ? "Nothing is asked of this account." : "The account is switched off."}</p>
        ) : (
          <FeedsTable label="Feeds" feeds={feeds} accounts={null} acts={mayWrite ? { sync: syncFeed, remove: removeFeed } : null} />
        )}
      </section>
      {mayWrite ? (
        <AccountEditor
          // A new external id follows a change of the role.
          key={account.externalId ?? ""}
          isNew={false}
          account={{ ...fields, externalId: account.externalId ?? randomUUID() }}
          save={changeAccount}
          addresses={feeds.flatMap(({ address }) => (address === "" ? [] : [address]))}
        >
          <CheckAccess check={checkAccess.bind(null, accountId)} />
        </AccountEditor>
      ) : null}
      <KeepFresh busy={feeds.some(({ status }) => status !== "idle")} />
    </>
  );
}
