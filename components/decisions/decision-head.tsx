import Link from "next/link";
import { PhaseMark } from "@/components/decisions/phase-mark";
import { packageWords } from "@/components/decisions/words";
import { DecidedMark } from "@/components/findings/triage/state-mark";
import { count } from "@/components/ui/number-format";
import { RelativeTime } from "@/components/ui/time";
import { VisibleText } from "@/components/ui/visible-text";
import type { Decision } from "@/lib/decisions/schemas";

/** What was decided of what, by whom and when. `children` are what can be done. */
export function DecisionHead({ decision, children }: { decision: Decision; children: React.ReactNode }) {
  const { first, subjects, state, requester, madeAt } = decision;
  return (
    <>
      <nav aria-label="Breadcrumb" className="mb-1 text-muted text-xs">
        <Link href="/decisions" className="link">
          Decisions
        </Link>
      </nav>
      <div className="mb-5 flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
        <div className="min-w-0">
          <h1 className="wrap-anywhere font-semibold text-xl">
            {first ? (
              <>
                <VisibleText text={first.vulnerability} /> in {packageWords(first)}
              </>
            ) : (
              "Decision"
            )}
            {subjects > 1 ? <span className="font-normal text-muted"> and {count(subjects - 1)} more</span> : null}
          </h1>
          <p className="mt-0.5 flex flex-wrap items-center gap-x-3 gap-y-1 text-muted">
            <DecidedMark state={state} />
            <PhaseMark decision={decision} />
            <span>
              {decision.needsApproval ? "asked for" : "decided"} <RelativeTime at={madeAt} /> by <VisibleText text={requester.name} />
              {requester.kind === "token" ? " (a token)" : ""}
            </span>
          </p>
        </div>
        {children}
      </div>
    </>
  );
}
