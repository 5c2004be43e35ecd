import { endWords } from "@/components/decisions/words";
import { Panel } from "@/components/ui/panel";
import { ShortTime } from "@/components/ui/time";
import { VisibleText } from "@/components/ui/visible-text";
import type { Decision } from "@/lib/decisions/schemas";

type Entry = { at: string; by: string; what: string; reason: string | null };

/** Who asked, who voted and who ended it; nothing of it is ever changed. */
export function DecisionHistory({ decision }: { decision: Decision }) {
  const { madeAt, requester, needsApproval, votes, ended } = decision;
  const entries: Entry[] = [
    { at: madeAt, by: requester.name, what: needsApproval ? "asked for it" : "decided", reason: null },
    ...votes.map(({ at, by, vote, reason }) => ({ at, by, what: vote === "approve" ? "approved it" : "rejected it", reason })),
    ...(ended && ended.cause !== "rejected" ? [{ at: ended.at, by: ended.by, what: endWords[ended.cause], reason: ended.reason }] : []),
  ];
  return (
    <Panel title="History">
      <ol className="flex flex-col gap-2">
        {entries.map(({ at, by, what, reason }) => (
          <li key={`${at} ${what}`}>
            <span className="font-medium">
              <VisibleText text={by} />
            </span>{" "}
            {what}{" "}
            <span className="text-muted">
              <ShortTime at={at} />
            </span>
            {reason ? (
              <p className="wrap-anywhere text-muted">
                <VisibleText text={reason} />
              </p>
            ) : null}
          </li>
        ))}
      </ol>
    </Panel>
  );
}
