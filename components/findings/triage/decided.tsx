import Link from "next/link";
import { justificationWords, notCountingWords, responseWords, scopeWords, stateWords } from "@/components/findings/triage/decision-words";
import { DecidedMark } from "@/components/findings/triage/state-mark";
import { cn } from "@/components/ui/cn";
import { ShortTime } from "@/components/ui/time";
import { absoluteUtc } from "@/components/ui/time-format";
import { VisibleLines } from "@/components/ui/visible-lines";
import { VisibleText } from "@/components/ui/visible-text";
import type { DecisionRow, Explanation } from "@/lib/decisions/schemas";

/** Which decision counts for a finding and why, and why the others do not. */
export function Decided({ explanation: { state, grave, decisions } }: { explanation: Explanation }) {
  if (decisions.length === 0)
    return (
      <p className="text-muted">
        Nothing was decided.{grave ? " What takes it out of the queue needs a second person, because it is critical, known exploited or malware." : ""}
      </p>
    );
  const counting = decisions.find(({ counts }) => counts);
  return (
    <>
      {counting ? null : (
        <p className="mb-2">
          No decision counts: it is <DecidedMark state={state} />.
        </p>
      )}
      <ul aria-label="Decisions" className="flex flex-col gap-2">
        {decisions.map(({ decision, subject, counts, reason }) => (
          <li key={`${decision.id} ${subject.n}`} className={cn("rounded-lg border px-3 py-2", counts ? "border-selected-line bg-selected" : "border-line")}>
            <p className="flex flex-wrap items-center gap-x-3 gap-y-0.5">
              <DecidedMark state={decision.state} />
              <span className={counts ? "font-medium text-xs" : "text-muted text-xs"}>
                {counts ? "counts" : `does not count: ${notCountingWords[reason ?? "earlier"]}`}
              </span>
              <Link
                href={`/decisions/${decision.id}`}
                prefetch={false}
                className="link ml-auto text-xs"
                aria-label={`${linkWords(decision)}: ${stateWords[decision.state]}`}
              >
                {linkWords(decision)}
              </Link>
            </p>
            <Said decision={decision} />
            <p className="mt-0.5 text-muted text-xs">
              <VisibleText text={decision.requester.name} />, <ShortTime at={decision.madeAt} />
              {decision.approved ? (
                <>
                  ; approved by <VisibleText text={decision.approved.by} />
                </>
              ) : null}
              ; for {scopeWords[subject.scope]}, {subject.versions === null ? "any version" : <VisibleText text={subject.versions} />}
              {decision.expiresAt ? `; until ${absoluteUtc(decision.expiresAt).slice(0, 10)}` : ""}
            </p>
          </li>
        ))}
      </ul>
    </>
  );
}

const linkWords = ({ phase, mayVote }: DecisionRow) => (phase === "waiting" && mayVote ? "Approve or reject" : "Details");

/** Why, in the words of the list and in those of whoever decided. */
function Said({ decision: { justification, responses, detail } }: { decision: DecisionRow }) {
  const parts = [justification === null ? null : justificationWords[justification], ...responses.map((each) => responseWords[each])].filter(
    (part) => part !== null,
  );
  return (
    <>
      {parts.length > 0 ? <p>{parts.join("; ")}</p> : null}
      {detail ? (
        <p className="wrap-anywhere line-clamp-6 whitespace-pre-wrap">
          <VisibleLines text={detail} />
        </p>
      ) : null}
    </>
  );
}
