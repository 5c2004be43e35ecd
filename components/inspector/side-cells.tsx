import { Diff } from "lucide-react";
import { stateWords } from "@/components/inspector/words";
import { VisibleText } from "@/components/ui/visible-text";
import { SeverityChip } from "@/components/vulnerabilities/severity-mark";
import type { ObservationRow } from "@/lib/aws/observations/schemas/rows";
import type { InspectorSide } from "@/lib/aws/observations/schemas/side";
import { ourWord } from "@/lib/aws/observations/severity-words";
import { visible } from "@/lib/text/visible.mjs";

/** How bad Inspector says it is, in its own word. */
export function InspectorSeverity({ severity }: { severity: InspectorSide["severity"] }) {
  return <SeverityChip word={ourWord[severity]} text={severity} />;
}

/** The fixes that one side names. */
function Fixes({ versions }: { versions: readonly string[] }) {
  if (versions.length === 0) return <span className="text-muted text-xs">no fix known</span>;
  const text = versions.join(" or ");
  return (
    <span className="min-w-0 truncate font-mono text-[12.5px]" title={visible(`Fixed in ${text}`)}>
      <VisibleText text={text} />
    </span>
  );
}

/** What OSV's advisories say: how bad, and which version fixes it. */
export function OsvSays({ row: { osv, vulnerability } }: { row: Pick<ObservationRow, "osv" | "vulnerability"> }) {
  if (osv === null) return <span className="text-muted">no advisory affects it</span>;
  return (
    <span className="flex min-w-0 items-center gap-2">
      {vulnerability.kind === "malware" ? null : <SeverityChip word={osv.severity} score={osv.score} />}
      <Fixes versions={osv.fixed} />
    </span>
  );
}

/** What Inspector says, its state where it does not stand, and a mark where it is not what OSV says. */
export function InspectorSays({ row }: { row: Pick<ObservationRow, "inspector" | "coverage" | "severityDiffers" | "fixDiffers"> }) {
  const { inspector, coverage, severityDiffers, fixDiffers } = row;
  if (inspector === null) return <span className="text-muted">{coverage === "scanned" ? "scans it, does not report it" : "nothing is scanned"}</span>;
  const differs = [severityDiffers ? "severity" : null, fixDiffers ? "fix" : null].filter((each) => each !== null).join(" and ");
  return (
    <span className="flex min-w-0 items-center gap-2">
      <InspectorSeverity severity={inspector.severity} />
      <Fixes versions={inspector.fixed} />
      {inspector.state === "open" ? null : <StateMark state={inspector.state} />}
      {differs ? (
        <span title={`The two do not give the same ${differs}`} className="inline-flex shrink-0 items-center gap-1 text-unknown text-xs">
          <Diff aria-hidden className="size-3.5 shrink-0" />
          differs
        </span>
      ) : null}
    </span>
  );
}

export function StateMark({ state }: { state: InspectorSide["state"] }) {
  return (
    <span title={stateWords[state].means} className="shrink-0 text-unknown text-xs">
      {stateWords[state].short}
    </span>
  );
}
