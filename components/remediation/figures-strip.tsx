import Link from "next/link";
import { ListLink, PastNote } from "@/components/remediation/list-link";
import { changeText, shareText, spanText } from "@/components/remediation/words";
import { cn } from "@/components/ui/cn";
import { count, plural } from "@/components/ui/number-format";
import type { OpenCounts, RemediationFigures } from "@/lib/remediation/schemas";

type StripFigures = Pick<RemediationFigures, "open" | "sla" | "timeToFix" | "coverage">;

/** The five numbers that are looked at first. Each leads to what it counts, where that is listed. */
export function FiguresStrip({ figures: { open, sla, timeToFix, coverage }, isPast = false }: { figures: StripFigures; isPast?: boolean }) {
  return (
    <div>
      <dl aria-label="Figures" className="panel grid grid-cols-2 overflow-hidden sm:grid-cols-3 sm:max-lg:*:last:col-span-2 lg:grid-cols-5 print:grid-cols-5">
        <Figure label="Open" value={count(open.total)} href={open.href}>
          <Change now={open.total} before={open.before.total} />
        </Figure>
        <Figure label="Critical" value={count(open.bySeverity.critical)} href={open.bySeverityHref.critical}>
          <Change now={open.bySeverity.critical} before={open.before.bySeverity.critical} />
          <Grave open={open} />
        </Figure>
        <Figure label="Overdue" value={count(sla.overdue)} href={sla.overdueHref} tone={sla.overdue > 0 ? "text-affected" : "text-muted"}>
          <ListLink href={sla.dueSoonHref} className="link inline-flex min-h-6 items-center">
            {count(sla.dueSoon)} due within a week
          </ListLink>
          <span>{sla.share === null ? "none came due" : `${shareText(sla.share)} kept`}</span>
        </Figure>
        <Figure label="Time to fix, median" value={spanText(timeToFix.medianMinutes)} href={timeToFix.fixes === 0 ? null : timeToFix.href}>
          {timeToFix.p90Minutes === null ? "nothing was fixed" : `90 % within ${spanText(timeToFix.p90Minutes)}`}
        </Figure>
        <Figure label="Services with a fresh SBOM" value={shareText(coverage.share)} href={coverage.href}>
          <span>
            {count(coverage.fresh)} of {count(coverage.services)}
          </span>
          <NotFresh coverage={coverage} />
        </Figure>
      </dl>
      {isPast ? <PastNote /> : null}
    </div>
  );
}

type FigureProps = { label: string; value: string; href: string | null; tone?: string; children?: React.ReactNode };

/** One number of a strip, what it is, and what stands beside it. */
export function Figure({ label, value, href, tone = "", children }: FigureProps) {
  return (
    <div className="-mt-px -ml-px flex min-w-0 flex-col border-line border-t border-l px-4 py-3 max-sm:last:odd:col-span-full print:px-2.5 print:last:col-span-1">
      <dt className="text-muted">{label}</dt>
      <dd>
        <span className={cn("block font-semibold text-[26px] leading-[34px] tracking-[-0.02em] proportional-nums print:text-xl", tone)}>
          <ListLink href={href} className="rounded-sm hover:underline hover:decoration-1 hover:underline-offset-4" label={`${label}: ${value}`}>
            {value}
          </ListLink>
        </span>
        <span className="flex flex-wrap items-center gap-x-3 text-muted text-xs">{children}</span>
      </dd>
    </div>
  );
}

/** More is worse, fewer is better: said by sign and colour. */
export function Change({ now, before }: { now: number; before: number }) {
  const change = now - before;
  return (
    <span title={`${count(before)} before the period`} className={change > 0 ? "text-affected" : change < 0 ? "text-clean" : undefined}>
      {changeText(change)}
    </span>
  );
}

/** What is worse than its severity says. */
function Grave({ open }: { open: OpenCounts & Pick<RemediationFigures["open"], "kev" | "kevHref" | "bySeverityHref"> }) {
  return (
    <>
      {open.bySeverity.malware > 0 ? (
        <Link href={open.bySeverityHref.malware} prefetch={false} className="inline-flex min-h-6 items-center font-medium text-malware hover:underline">
          {count(open.bySeverity.malware)} malware
        </Link>
      ) : null}
      <Link href={open.kevHref} prefetch={false} className="link inline-flex min-h-6 items-center">
        {count(open.kev)} exploited
      </Link>
    </>
  );
}

function NotFresh({ coverage }: { coverage: RemediationFigures["coverage"] }) {
  const parts = [
    { services: coverage.stale, words: "stale", href: coverage.staleHref },
    { services: coverage.incomplete, words: "incomplete", href: coverage.incompleteHref },
    { services: coverage.noSbom, words: "never seen", href: coverage.noSbomHref },
  ].filter(({ services }) => services > 0);
  return parts.map(({ services, words, href }) => (
    <ListLink
      key={words}
      href={href}
      className="inline-flex min-h-6 items-center text-unknown hover:underline"
      title={`${plural(services, "service")}: ${words}`}
    >
      {count(services)} {words}
    </ListLink>
  ));
}
