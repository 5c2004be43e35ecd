import Link from "next/link";
import { ActButton } from "@/components/aws/act-button";
import { ConfirmButton } from "@/components/aws/confirm-button";
import { FeedMark } from "@/components/aws/feed-mark";
import { countWords, feedState } from "@/components/aws/feed-state";
import type { FeedActs } from "@/components/aws/feeds-table";
import { awsAccountHref } from "@/components/aws/urls";
import { kindWords } from "@/components/aws/words";
import { cn } from "@/components/ui/cn";
import { Notice } from "@/components/ui/notice";
import { count } from "@/components/ui/number-format";
import { Td } from "@/components/ui/table";
import { RelativeTime } from "@/components/ui/time";
import { VisibleText } from "@/components/ui/visible-text";
import type { Feed } from "@/lib/aws/accounts/schemas";
import { visible } from "@/lib/text/visible.mjs";

/** `account`: its name, where feeds of several accounts stand together. */
type FeedRowProps = { feed: Feed; account: string | null; acts: FeedActs | null };

/** A feed, and under it what is wrong with it and what to do. */
export function FeedRow({ feed, account, acts }: FeedRowProps) {
  const state = feedState(feed);
  const words = kindWords[feed.kind];
  const called = `${words.name} of ${feed.address || `${account ?? feed.accountId} in ${feed.region}`}`;
  return (
    <>
      <tr className={cn("hover:bg-hover", state === "off" && "text-muted")}>
        <Td className={cn("font-medium max-md:basis-full", feed.address && "lg:w-[36%] lg:max-w-0 max-lg:max-w-80 truncate")} title={words.what}>
          {words.name}
          {feed.address ? (
            <span className="ml-2 font-mono font-normal text-[12.5px] text-muted" title={visible(feed.address)}>
              <VisibleText text={feed.address} />
            </span>
          ) : null}
        </Td>
        {account === null ? null : (
          <Td label="Account" className="max-w-48 truncate">
            <Link href={awsAccountHref(feed.accountId)} prefetch={false} className="link" title={feed.accountId}>
              <VisibleText text={account} />
            </Link>
          </Td>
        )}
        <Td label="Region" className="font-mono text-[12.5px]">
          {feed.region}
        </Td>
        <Td className="max-w-72">
          <FeedMark state={state}>{stateWords(feed, state)}</FeedMark>
        </Td>
        <Td label="Last success" className="text-muted">
          {feed.succeededAt ? <RelativeTime at={feed.succeededAt} className="text-fg" /> : "never"}
        </Td>
        <Td label="Brought" className="max-w-72 truncate text-muted" title={feed.notes.length > 0 ? feed.notes.map(visible).join("\n") : undefined}>
          {feed.kind === "topic" || feed.counts === null ? <span className="max-md:hidden">-</span> : countWords(feed.counts)}
          {feed.notes.length > 0 ? <span className="text-unknown"> · {count(feed.notes.length)} left aside</span> : null}
        </Td>
        <Td label="Next" className="text-muted">
          <Next feed={feed} />
        </Td>
        {acts ? (
          <Td className="text-right">
            <span className="flex flex-wrap justify-end gap-1.5">
              {feed.enabled && feed.kind !== "topic" ? (
                <ActButton act={acts.sync.bind(null, feed.id)} disabled={feed.status !== "idle"} label={visible(`Sync ${called} now`)}>
                  Sync now
                </ActButton>
              ) : null}
              {feed.address ? <RemoveFeed feed={feed} called={called} remove={acts.remove} /> : null}
            </span>
          </Td>
        ) : null}
      </tr>
      {feed.problem && state !== "off" ? <ProblemRow feed={feed} problem={feed.problem} columns={6 + (account === null ? 0 : 1) + (acts ? 1 : 0)} /> : null}
    </>
  );
}

function stateWords({ kind, phase }: Feed, state: ReturnType<typeof feedState>): React.ReactNode {
  if (state === "running" && phase) return <VisibleText text={phase} />;
  if (kind === "topic" && state === "never") return "nothing sent yet";
  if (kind === "topic" && state === "current") return "sends";
  return undefined;
}

function Next({ feed }: { feed: Feed }) {
  if (feed.nextAt) return <RelativeTime at={feed.nextAt} />;
  if (feed.kind === "topic") return "when it sends";
  if (!feed.enabled) return "not planned";
  return feed.status === "idle" ? "now" : "when this ends";
}

function ProblemRow({ feed, problem, columns }: { feed: Feed; problem: NonNullable<Feed["problem"]>; columns: number }) {
  return (
    <tr>
      <td colSpan={columns} className="border-line border-b px-2.5 pt-0.5 pb-2.5">
        <Notice tone="error" title={problem.detail} className="max-w-[min(64rem,calc(100vw-4.5rem))] whitespace-normal">
          {problem.action} {problem.attempts > 1 ? `It failed ${count(problem.attempts)} times in a row` : "It failed once"}
          {feed.failedAt ? (
            <>
              , last <RelativeTime at={feed.failedAt} />
            </>
          ) : null}
          . What came before stays. <code className="text-xs">{problem.code}</code>
        </Notice>
      </td>
    </tr>
  );
}

function RemoveFeed({ feed, called, remove }: { feed: Feed; called: string; remove: FeedActs["remove"] }) {
  const stops = feed.kind === "topic" ? "What it sends is refused from now on." : "It is not read any more.";
  return (
    <ConfirmButton
      act={remove.bind(null, feed.id)}
      label={visible(`Remove ${called}`)}
      title={`Remove this ${kindWords[feed.kind].name}?`}
      description={visible(feed.address)}
      means={[stops, "What came from it stays.", "In AWS nothing changes: delete there what only Wherein used."]}
      confirm="Remove feed"
    >
      Remove
    </ConfirmButton>
  );
}
