import Link from "next/link";
import { type FeedProblem, problemsOf } from "@/components/aws/feed-problems";
import { awsAccountHref } from "@/components/aws/urls";
import { Notice } from "@/components/ui/notice";
import { count } from "@/components/ui/number-format";
import { RelativeTime } from "@/components/ui/time";
import { VisibleText } from "@/components/ui/visible-text";
import type { Feed } from "@/lib/aws/accounts/schemas";

const shownMax = 12;

type ProblemNoticesProps = { feeds: readonly Feed[]; accounts: ReadonlyMap<string, string> | null };

/** What fails and what to do about it, a cause at a time. */
export function ProblemNotices({ feeds, accounts }: ProblemNoticesProps) {
  const problems = problemsOf(feeds);
  if (problems.length === 0) return null;
  return (
    <div className="mb-3 flex flex-col gap-2">
      {problems.slice(0, shownMax).map((problem) => (
        <ProblemNotice key={`${problem.accountId} ${problem.code}`} problem={problem} account={accounts?.get(problem.accountId) ?? null} />
      ))}
      {problems.length > shownMax ? <p className="text-muted">And {count(problems.length - shownMax)} more: their accounts show them.</p> : null}
    </div>
  );
}

function ProblemNotice({ problem, account }: { problem: FeedProblem; account: string | null }) {
  const { accountId, action, details, more, feeds, attempts, failedAt, code } = problem;
  return (
    <Notice
      tone="error"
      title={
        <>
          {account === null ? null : (
            <>
              <Link href={awsAccountHref(accountId)} prefetch={false} className="link-inline">
                <VisibleText text={account} />
              </Link>
              :{" "}
            </>
          )}
          {feeds.map(({ name, regions }) => `${name} in ${regions.join(", ")}`).join("; ")}
        </>
      }
    >
      {details.map((detail) => (
        <p key={detail} className="text-fg">
          <VisibleText text={detail} />
        </p>
      ))}
      {more > 0 ? <p>And {count(more)} more of this kind.</p> : null}
      <p>
        {action} {attempts > 1 ? `It failed ${count(attempts)} times in a row` : "It failed once"}
        {failedAt ? (
          <>
            , last <RelativeTime at={failedAt} />
          </>
        ) : null}
        . What came before stays. <code className="text-xs">{code}</code>
      </p>
    </Notice>
  );
}
