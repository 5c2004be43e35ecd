import type { Metadata } from "next";
import { headers } from "next/headers";
import Link from "next/link";
import { CredentialForm } from "@/components/aws/credential-form";
import { CredentialsTable } from "@/components/aws/credentials-table";
import { EventSetup } from "@/components/aws/event-setup";
import { FeedForm } from "@/components/aws/feed-form";
import { FeedsTable } from "@/components/aws/feeds-table";
import { ForAdministrators } from "@/components/aws/for-administrators";
import { KeepFresh } from "@/components/aws/keep-fresh";
import { EmptyState } from "@/components/ui/empty-state";
import { addressOf } from "@/components/urls";
import { requirePageContext } from "@/lib/auth";
import { listAccounts, listEventCredentials, listFeeds } from "@/lib/aws";
import { scopesOf } from "@/lib/context";
import { readFor } from "../../../read";
import { removeFeed, syncFeed } from "../actions";
import { addFeed, makeCredential, withdrawCredential } from "./actions";

export const metadata: Metadata = { title: "AWS events" };

/** How AWS sends by itself: EventBridge with a credential, topics, queues, and reports that are fetched. */
export default async function AwsEventsPage() {
  const ctx = await requirePageContext();
  if (!scopesOf(ctx.actor).includes("aws:write"))
    return (
      <>
        <h1 className="mb-4 font-semibold text-xl">AWS events</h1>
        <ForAdministrators what="Who may send events is for administrators" />
      </>
    );
  const [credentials, { data: accounts }, { data: all }] = await readFor(
    ctx,
    Promise.all([listEventCredentials({ ctx, input: {} }), listAccounts({ ctx, input: {} }), listFeeds({ ctx, input: {} })]),
  );
  const feeds = all.filter(({ address }) => address !== "");
  const names = new Map(accounts.map(({ accountId, name }) => [accountId, name]));
  const address = addressOf(await headers());
  return (
    <>
      <h1 className="font-semibold text-xl">AWS events</h1>
      <p className="mt-0.5 mb-5 max-w-prose text-muted">
        What AWS sends arrives within seconds; polling brings the rest. Any one way is enough, and the same event by several ways changes nothing.
      </p>
      <h2 className="mb-2 font-semibold text-base">EventBridge</h2>
      <div className="mb-8 grid grid-cols-1 items-start gap-6 xl:grid-cols-[minmax(0,1fr)_400px]">
        <section aria-label="Senders" className="flex min-w-0 flex-col gap-3">
          {credentials.data.length === 0 ? (
            <div className="panel">
              <EmptyState title="Nothing may send yet">Create a credential; EventBridge sends with it to an API destination.</EmptyState>
            </div>
          ) : (
            <CredentialsTable credentials={credentials.data} accounts={names} revoke={withdrawCredential} />
          )}
          <details className="panel px-4 py-2.5">
            <summary className="font-medium">How EventBridge is set up</summary>
            <div className="mt-3">
              <EventSetup address={address} secret={null} />
            </div>
          </details>
        </section>
        <CredentialForm accounts={accounts.flatMap(({ accountId, enabled }) => (enabled ? [accountId] : []))} address={address} create={makeCredential} />
      </div>
      <h2 className="mb-2 font-semibold text-base">Queues, reports and topics</h2>
      <div className="flex flex-col gap-4">
        <section aria-label="Feeds with an address" className="min-w-0">
          {feeds.length === 0 ? (
            <div className="panel">
              <EmptyState title="None yet">Queues are pulled, reports in S3 are fetched each hour, and topics of SNS send by themselves.</EmptyState>
            </div>
          ) : (
            <FeedsTable label="Queues, reports and topics" feeds={feeds} accounts={names} acts={{ sync: syncFeed, remove: removeFeed }} />
          )}
        </section>
        {accounts.length === 0 ? (
          <p className="panel px-4 py-3.5 text-muted">
            They are read in the role of an account:{" "}
            <Link href="/settings/aws/accounts/new" className="link-inline">
              connect one first
            </Link>
            .
          </p>
        ) : (
          <FeedForm accounts={accounts.map(({ accountId, name, regions }) => ({ accountId, name, regions }))} address={address} add={addFeed} />
        )}
      </div>
      <KeepFresh busy={feeds.some(({ status }) => status !== "idle")} />
    </>
  );
}
