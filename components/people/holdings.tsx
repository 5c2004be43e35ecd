import Link from "next/link";
import { plural } from "@/components/ui/number-format";
import { withQuery } from "@/components/urls";
import type { PersonDetail } from "@/lib/auth";

type HoldingsProps = { person: PersonDetail };

/** What disabling somebody stops, and what it leaves for others to take over. */
export function HoldingsLeft({ person: { id, holds } }: HoldingsProps) {
  const { tokens, assigned, requests } = holds;
  if (tokens + assigned + requests === 0) return <p>No API token, open finding or waiting request is theirs.</p>;
  return (
    <ul className="flex list-disc flex-col gap-1.5 pl-5">
      {tokens > 0 ? (
        <li>
          <Link href="/settings/tokens" className="link-inline">
            {plural(tokens, "API token")}
          </Link>{" "}
          {tokens === 1 ? "is" : "are"} refused at once, in CI too. Enabled again, {tokens === 1 ? "it works" : "they work"} again.
        </li>
      ) : null}
      {assigned > 0 ? (
        <li>
          <Link href={withQuery("/findings", { assignee: id, state: "open" })} className="link-inline">
            {plural(assigned, "open finding")}
          </Link>{" "}
          {assigned === 1 ? "stays" : "stay"} assigned to them, marked as such, until somebody takes {assigned === 1 ? "it" : "them"} over.
        </li>
      ) : null}
      {requests > 0 ? (
        <li>
          <Link href="/decisions" className="link-inline">
            {plural(requests, "decision")}
          </Link>{" "}
          that they asked for {requests === 1 ? "waits" : "wait"} for a second person, who can then only reject {requests === 1 ? "it" : "them"}.
        </li>
      ) : null}
    </ul>
  );
}

/** What enabling somebody brings back. */
export function HoldingsBack({ person: { holds } }: HoldingsProps) {
  const back = [
    holds.tokens > 0 ? `${plural(holds.tokens, "API token")} of theirs ${holds.tokens === 1 ? "works" : "work"} again` : null,
    holds.requests > 0 ? `${plural(holds.requests, "decision")} that they asked for can be approved again` : null,
  ].filter((words) => words !== null);
  return back.length === 0 ? null : <p>{back.join(", and ")}.</p>;
}
