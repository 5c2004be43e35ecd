import Link from "next/link";
import { fullDayText } from "@/components/remediation/charts/scale";
import { nearDayText, type Told, type VerdictPart, verdictOf } from "@/components/remediation/words";
import { cn } from "@/components/ui/cn";
import { count, plural } from "@/components/ui/number-format";
import type { RemediationFigures } from "@/lib/remediation/schemas";

const tones: Record<VerdictPart["tone"], string> = { better: "text-clean", worse: "text-affected", unknown: "text-unknown", plain: "" };

/** The answer to "are we getting better?", as one sentence. */
export function VerdictSentence({ figures, today }: { figures: Told; today: string }) {
  return <VerdictWords parts={verdictOf(figures, today)} />;
}

/** A sentence of which what is better or worse stands out. */
export function VerdictWords({ parts }: { parts: readonly VerdictPart[] }) {
  return parts.map(({ text, tone }) => (
    <span key={text} className={cn(tone !== "plain" && "font-semibold", tones[tone])}>
      {text}
    </span>
  ));
}

/** What came and what went in the period, and why: closed is not always fixed. */
export function FlowSentence({ figures: { flow, period, meta } }: { figures: RemediationFigures }) {
  const rest = [
    flow.dismissed > 0 ? `${count(flow.dismissed)} because their advisory was withdrawn or corrected` : null,
    flow.retired > 0 ? `${count(flow.retired)} with an artifact that was retired` : null,
  ].filter((words) => words !== null);
  return (
    <p className="mt-0.5 text-muted print:mb-3">
      From {nearDayText(period.from, period.to)} to {fullDayText(period.to)}{" "}
      <Link href={flow.openedHref} prefetch={false} className="link-inline">
        {plural(flow.opened, "finding was", "findings were")} opened
      </Link>{" "}
      and{" "}
      <Link href={flow.fixedHref} prefetch={false} className="link-inline">
        {count(flow.fixed)} fixed
      </Link>
      {rest.length === 0 ? "." : `; ${rest.join(" and ")} closed without a fix.`}
      {meta.pending > 0 ? <span className="text-unknown"> {plural(meta.pending, "artifact")} changed just now and are counted in a moment.</span> : null}
    </p>
  );
}
