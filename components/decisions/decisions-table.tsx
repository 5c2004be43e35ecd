import Link from "next/link";
import { PhaseMark } from "@/components/decisions/phase-mark";
import { originWords, packageWords, scopeText } from "@/components/decisions/words";
import { DecidedMark } from "@/components/findings/triage/state-mark";
import { count } from "@/components/ui/number-format";
import { Table, TableFrame, Td, Th } from "@/components/ui/table";
import { RelativeTime, ShortTime } from "@/components/ui/time";
import { VisibleText } from "@/components/ui/visible-text";
import { decisionHref } from "@/components/urls";
import type { DecisionRow } from "@/lib/decisions/schemas";

type DecisionsTableProps = { decisions: readonly DecisionRow[]; phase: DecisionRow["phase"] };

/** Decisions, the latest first, with what matters in their phase: until when they wait, for how much they count, or how they ended. */
export function DecisionsTable({ decisions, phase }: DecisionsTableProps) {
  return (
    <TableFrame label="Decisions, the latest first">
      <Table stack>
        <thead>
          <tr>
            <Th>About</Th>
            <Th>Where</Th>
            <Th>Decided</Th>
            {phase === "waiting" ? null : <Th className="text-right">Counts for</Th>}
            <Th>{phase === "waiting" ? "Approve by" : phase === "standing" ? "Until" : "Ended"}</Th>
            <Th>By</Th>
            <Th>Asked</Th>
            {phase === "waiting" ? <Th>Your vote</Th> : null}
          </tr>
        </thead>
        <tbody>
          {decisions.map((decision) => (
            <Row key={decision.id} decision={decision} phase={phase} />
          ))}
        </tbody>
      </Table>
    </TableFrame>
  );
}

function Row({ decision, phase }: { decision: DecisionRow; phase: DecisionRow["phase"] }) {
  const { id, first, subjects, state, findings, requester, approved, origin, madeAt } = decision;
  return (
    <tr className="hover:bg-hover">
      <Td className="truncate font-medium max-md:basis-full lg:w-[30%] lg:max-w-0">
        <Link data-row prefetch={false} href={decisionHref(id)} className="link">
          {first ? <VisibleText text={first.vulnerability} /> : "Nothing"}
        </Link>
        {first ? <span className="font-normal text-muted"> in {packageWords(first)}</span> : null}
      </Td>
      <Td className="truncate text-muted lg:max-w-56">
        {first ? scopeText(first) : null}
        {subjects > 1 ? `, and ${count(subjects - 1)} more` : ""}
      </Td>
      <Td>
        <DecidedMark state={state} />
      </Td>
      {phase === "waiting" ? null : (
        <Td label="Counts for" className="text-right">
          {count(findings)}
        </Td>
      )}
      <Td label={phase === "waiting" ? "Approve by" : phase === "standing" ? "Until" : "Ended"} className="text-muted">
        <Until decision={decision} phase={phase} />
      </Td>
      <Td label="By" className="truncate text-muted lg:max-w-44">
        <VisibleText text={requester.name} />
        {approved ? (
          <>
            , <VisibleText text={approved.by} />
          </>
        ) : null}
        {origin === "person" ? null : ` (${originWords[origin]})`}
      </Td>
      <Td label="Asked" className="text-muted">
        <RelativeTime at={madeAt} />
      </Td>
      {phase === "waiting" ? (
        <Td label="Your vote" className={decision.mayVote ? "font-medium" : "text-muted"}>
          {decision.requester.disabled ? "only to reject it" : decision.mayVote ? "is needed" : "a second person's"}
        </Td>
      ) : null}
    </tr>
  );
}

function Until({ decision, phase }: { decision: DecisionRow; phase: DecisionRow["phase"] }) {
  if (phase === "waiting") return <ShortTime at={decision.approveBy} />;
  if (phase === "ended") return <PhaseMark decision={decision} />;
  return decision.expiresAt ? <ShortTime at={decision.expiresAt} /> : "no end";
}
