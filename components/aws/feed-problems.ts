import { feedState } from "@/components/aws/feed-state";
import { kindWords } from "@/components/aws/words";
import type { Feed } from "@/lib/aws/accounts/schemas";

const detailsMax = 3;

/** A cause for which feeds of one account fail: what AWS said, each thing once, and which feeds. */
export type FeedProblem = {
  accountId: string;
  code: string;
  action: string;
  details: string[];
  /** Further things that AWS said. */
  more: number;
  feeds: { name: string; regions: string[] }[];
  attempts: number;
  failedAt: string | null;
};

/** What fails, once for each account and cause: a role that is refused fails every feed of its account, and is mended once. */
export function problemsOf(feeds: readonly Feed[]): FeedProblem[] {
  const groups = new Map<string, Feed[]>();
  for (const feed of feeds) {
    if (feed.problem === null || feedState(feed) === "off") continue;
    const key = `${feed.accountId} ${feed.problem.code}`;
    groups.set(key, [...(groups.get(key) ?? []), feed]);
  }
  return [...groups.values()].flatMap((group) => together(group) ?? []);
}

function together(group: readonly Feed[]): FeedProblem | null {
  const problems = group.flatMap(({ problem }) => problem ?? []);
  const [first, problem] = [group[0], problems[0]];
  if (!first || !problem) return null;
  const details = [...new Set(problems.map(({ detail }) => detail))];
  const names = new Map<string, string[]>();
  for (const { kind, region } of group) names.set(kindWords[kind].name, [...new Set([...(names.get(kindWords[kind].name) ?? []), region])]);
  return {
    accountId: first.accountId,
    code: problem.code,
    action: problem.action,
    details: details.slice(0, detailsMax),
    more: Math.max(0, details.length - detailsMax),
    feeds: [...names].map(([name, regions]) => ({ name, regions })),
    attempts: Math.max(...problems.map(({ attempts }) => attempts)),
    failedAt:
      group
        .flatMap(({ failedAt }) => failedAt ?? [])
        .sort()
        .at(-1) ?? null,
  };
}
