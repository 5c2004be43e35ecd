import Link from "next/link";
import { MirrorNote } from "@/components/ask/mirror-note";
import { Sparkline } from "@/components/remediation/charts/sparkline";
import { Change, Figure } from "@/components/remediation/figures-strip";
import { nearDayText, shareText, spanText } from "@/components/remediation/words";
import { count } from "@/components/ui/number-format";
import { withQuery } from "@/components/urls";
import type { RemediationFigures } from "@/lib/remediation/schemas";

/** How it goes with one service, in small: what is open and how that went, what is overdue, and how long fixes take. */
export function ServiceFigures({ slug, figures }: { slug: string; figures: RemediationFigures }) {
  const { open, flow, sla, timeToFix, period, meta } = figures;
  return (
    <section aria-labelledby="remediation">
      <h2 id="remediation" className="mb-2 flex items-baseline justify-between gap-3 font-semibold text-base">
        Remediation
        <Link href={withQuery("/remediation", { service: slug })} className="link font-normal text-sm">
          All figures
        </Link>
      </h2>
      <MirrorNote mirror={meta.mirror} />
      <dl className="panel grid grid-cols-2 overflow-hidden lg:grid-cols-4">
        <Figure label={`Open, since ${nearDayText(period.from, period.to)}`} value={count(open.total)} href={open.href}>
          <Change now={open.total} before={open.before.total} />
          <Sparkline values={open.series.map(({ total }) => total)} className="h-4" />
        </Figure>
        <Figure label="Overdue" value={count(sla.overdue)} href={sla.overdueHref} tone={sla.overdue > 0 ? "text-affected" : "text-muted"}>
          {sla.share === null ? "none came due" : `${shareText(sla.share)} kept`}
        </Figure>
        <Figure label="Fixed" value={count(flow.fixed)} href={flow.fixedHref}>
          {count(flow.opened)} opened
        </Figure>
        <Figure label="Time to fix, median" value={spanText(timeToFix.medianMinutes)} href={null}>
          {timeToFix.p90Minutes === null ? "nothing was fixed" : `90 % within ${spanText(timeToFix.p90Minutes)}`}
        </Figure>
      </dl>
    </section>
  );
}
