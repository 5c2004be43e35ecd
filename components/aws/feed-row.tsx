import Link from "next/link";
import { ActButton } from "@/components/aws/act-button";
import { FeedMark } from "@/components/aws/feed-mark";
import { countWords, feedState } from "@/components/aws/feed-state";
import type { FeedActs } from "@/components/aws/feeds-table";
import { awsAccountHref } from "@/components/aws/urls";
import { kindWords } from "@/components/aws/words";
import { cn } from "@/components/ui/cn";
import { ConfirmButton } from "@/components/ui/confirm-button";
import { count } from "@/components/ui/number-format";
import { Td } from "@/components/ui/table";
import { RelativeTime } from "@/components/ui/time";
import { VisibleText } from "@/components/ui/visible-text";
import type { Feed } from "@/lib/aws/accounts/schemas";
import { visible } from "@/lib/text/visible.mjs";

/** `account`: its name, where feeds of several accounts stand together. */
type FeedRowProps = { feed: Feed; account: string | null; acts: FeedActs | null };

/** A feed; what is wrong with it stands above the table, with what fails for the same cause. */
export function FeedRow({ feed, account, acts }: FeedRowProps) {
  const state = feedState(feed);
  const words = kindWords[feed.kind];
  const called = `${words.name} of ${feed.address || `${account ?? feed.accountId} in ${feed.region}`}`;
  return (
    <tr className={cn("hover:bg-hover", state === "off" && "text-muted")}>
      <Td className={cn("font-medium max-md:basis-full", feed.address && "max-w-80 lg:w-[40%] lg:max-w-0")} title={words.what}>
        {words.name}
        {feed.address ? (
          <span className="block truncate font-mono font-normal text-muted text-xs" title={visible(feed.address)}>
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
      <Td className="max-w-72" title={feed.problem ? visible(feed.problem.detail) : undefined}>
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
          <span className="flex justify-end gap-1.5">
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
  );
}

function stateWords({ kind, phase, problem }: Feed, state: ReturnType<typeof feedState>): React.ReactNode {
  if (state === "running" && phase) return <VisibleText text={phase} />;
  if (state === "failed" && problem) return problem.attempts > 1 ? `failed ${count(problem.attempts)} times` : "failed";
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
