import { count } from "@/components/ui/number-format";
import type { Account, Feed } from "@/lib/aws/accounts/schemas";
import { feedKinds } from "@/lib/aws/sync/kinds";

export type FeedState = "running" | "queued" | "failed" | "current" | "never" | "off";

/** How a feed is, in one word. A topic that never sent waits as one that was never synced. */
export function feedState({ status, enabled, problem, succeededAt }: Pick<Feed, "status" | "enabled" | "problem" | "succeededAt">): FeedState {
  if (status !== "idle") return status;
  if (!enabled) return "off";
  if (problem) return "failed";
  return succeededAt === null ? "never" : "current";
}

/** What the running or last sync did, what it did most of all first: `1,204 unchanged, 3 added`. */
export function countWords(counts: Feed["counts"]): string {
  const parts = Object.entries(counts ?? {}).filter(([, value]) => value > 0);
  if (parts.length === 0) return "nothing new";
  return parts
    .slice(0, 3)
    .map(([name, value]) => `${count(value)} ${name.replace(/([a-z])([A-Z])/g, (_, a: string, b: string) => `${a} ${b.toLowerCase()}`)}`)
    .join(", ");
}

/** How the feeds of an account are together: the worst of them counts. */
export function feedsOf({ enabled, feeds: { total, failing, waiting } }: Pick<Account, "enabled" | "feeds">): { state: FeedState; words: string } {
  if (!enabled) return { state: "off", words: "switched off" };
  if (total === 0) return { state: "off", words: "nothing is asked" };
  if (failing > 0) return { state: "failed", words: `${count(failing)} of ${count(total)} fail` };
  if (waiting > 0) return { state: "never", words: `${count(waiting)} of ${count(total)} not synced yet` };
  return { state: "current", words: total === 1 ? "1 feed current" : `all ${count(total)} current` };
}

/** Feeds as people look for them: accounts and regions as they come, in a region the kinds from what is found to what runs. */
export function inOrder(feeds: readonly Feed[]): Feed[] {
  const places = new Map<string, number>();
  for (const feed of feeds) if (!places.has(placeOf(feed))) places.set(placeOf(feed), places.size);
  const rank = (feed: Feed) => (places.get(placeOf(feed)) ?? 0) * feedKinds.length + feedKinds.indexOf(feed.kind);
  return [...feeds].sort((a, b) => rank(a) - rank(b));
}

const placeOf = ({ accountId, region }: Feed) => `${accountId} ${region}`;
