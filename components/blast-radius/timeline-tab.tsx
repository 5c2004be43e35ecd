import Link from "next/link";
import { TimelineBar } from "@/components/blast-radius/timeline-bar";
import { type Domain, domainOf, percentAt, ticksOf } from "@/components/blast-radius/timeline-scale";
import { otherQuestion, type View, viewHref } from "@/components/blast-radius/view";
import { EmptyState } from "@/components/ui/empty-state";
import { count } from "@/components/ui/number-format";
import { Table, TableFrame, Td, Th } from "@/components/ui/table";
import { ShortTime } from "@/components/ui/time";
import { absoluteUtc } from "@/components/ui/time-format";
import { VisibleText } from "@/components/ui/visible-text";
import { questionFor, vulnerabilityHref } from "@/components/urls";
import type { Timeline } from "@/lib/blast-radius/pictures/timeline";
import { visible } from "@/lib/text/visible.mjs";

type Window = { from: string; to: string };
type Lifetime = Timeline["data"][number];
type TimelineTabProps = { timeline: Timeline; view: View; window: Window | null };

/** How long each version was in the fleet, beside when its advisories came and went. The figures of each bar stand in its row. */
export function TimelineTab({ timeline, view, window }: TimelineTabProps) {
  const { data, meta } = timeline;
  if (data.length === 0)
    return (
      <div className="panel">
        <EmptyState title="No version of it was ever in the fleet">
          <p>The timeline begins with the first SBOM that names one.</p>
        </EmptyState>
      </div>
    );
  const isAround = window !== null && view.around === "window";
  const domain = domainOf(timeline, window, isAround);
  const ticks = ticksOf(domain);
  return (
    <>
      <div className="mb-2.5 flex flex-wrap items-center justify-between gap-x-6 gap-y-2">
        <Legend window={window !== null} />
        {window ? (
          <Link href={viewHref(view, { around: isAround ? undefined : "window" })} scroll={false} className="link-inline">
            {isAround ? "All of the time" : "Only around the window"}
          </Link>
        ) : null}
      </div>
      <TableFrame label="Versions in the fleet over time">
        <Table stack>
          <thead>
            <tr>
              <Th>Version</Th>
              <Th className="w-[52%] px-0 max-md:hidden">
                <span className="sr-only">From first to last seen</span>
                <svg aria-hidden="true" className="block h-5 w-full overflow-visible">
                  <title>Time</title>
                  {ticks.map(({ at, label }) => (
                    <text key={at} x={`${percentAt(domain, at)}%`} y="14" textAnchor="middle" fontSize="11" className="fill-muted">
                      {label}
                    </text>
                  ))}
                </svg>
              </Th>
              <Th>First seen</Th>
              <Th>Last seen</Th>
              <Th className="text-right">Artifacts now</Th>
              <Th className="text-right">Ever</Th>
              <Th>Advisories</Th>
            </tr>
          </thead>
          <tbody>
            {data.map((lifetime) => (
              <LifetimeLine
                key={`${lifetime.ecosystem} ${lifetime.name} ${lifetime.version} ${lifetime.firstSeenAt}`}
                lifetime={lifetime}
                domain={domain}
                ticks={ticks.map(({ at }) => at)}
                window={window}
                view={view}
              />
            ))}
          </tbody>
        </Table>
      </TableFrame>
      {meta.versions > data.length ? (
        <p className="mt-2 text-muted">
          The {count(data.length)} versions that came last, of {count(meta.versions)} that were ever there.
        </p>
      ) : null}
    </>
  );
}

type LifetimeLineProps = { lifetime: Lifetime; domain: Domain; ticks: readonly number[]; window: Window | null; view: View };

function LifetimeLine({ lifetime, domain, ticks, window, view }: LifetimeLineProps) {
  const { name, version, firstSeenAt, lastSeenAt, advisories } = lifetime;
  return (
    <tr className="hover:bg-hover">
      <Td className="max-w-72 truncate font-mono text-[12.5px] max-md:basis-full" title={visible(`${lifetime.ecosystem} ${name} ${version}`)}>
        <Link data-row prefetch={false} href={otherQuestion(view, questionFor(lifetime, version))} className="link">
          <VisibleText text={`${name} ${version || "no version"}`} />
        </Link>
      </Td>
      <Td className="px-0 py-0 max-md:basis-full">
        <TimelineBar lifetime={lifetime} domain={domain} ticks={ticks} window={window} />
      </Td>
      <Td label="First seen" className="text-muted">
        <ShortTime at={firstSeenAt} />
      </Td>
      <Td label="Last seen">
        {lastSeenAt ? <ShortTime at={lastSeenAt} className="text-muted" /> : <span className="font-medium text-affected">still there</span>}
      </Td>
      <Td label="Artifacts now" className="text-right">
        {count(lifetime.artifactsNow)}
      </Td>
      <Td label="Ever" className="text-right text-muted">
        {count(lifetime.artifacts)}
      </Td>
      <Td label="Advisories" className="max-w-64 truncate">
        <Advisories advisories={advisories} />
      </Td>
    </tr>
  );
}

function Advisories({ advisories }: { advisories: Lifetime["advisories"] }) {
  const [first] = advisories;
  if (!first) return <span className="text-muted">none</span>;
  const words = advisories.map(
    ({ id, publishedAt, withdrawnAt }) =>
      `${id}: published ${publishedAt ? absoluteUtc(publishedAt) : "at no known time"}${withdrawnAt ? `, withdrawn ${absoluteUtc(withdrawnAt)}` : ""}`,
  );
  return (
    <span title={words.join("\n")}>
      <Link prefetch={false} href={vulnerabilityHref(first.id)} className="link font-mono text-[12.5px]">
        {first.id}
      </Link>
      {first.publishedAt ? (
        <span className="text-muted">
          {" "}
          <ShortTime at={first.publishedAt} />
        </span>
      ) : null}
      {first.withdrawnAt ? (
        <span className="text-unknown">
          , withdrawn <ShortTime at={first.withdrawnAt} />
        </span>
      ) : null}
      {advisories.length > 1 ? <span className="text-muted"> +{advisories.length - 1}</span> : null}
    </span>
  );
}

function Legend({ window }: { window: boolean }) {
  const item = "inline-flex items-center gap-1.5";
  return (
    <ul aria-label="Signs of the timeline" className="flex flex-wrap gap-x-4 gap-y-1 text-muted text-xs">
      <li className={item}>
        <span aria-hidden className="h-2 w-5 rounded-xs bg-affected" /> still there
      </li>
      <li className={item}>
        <span aria-hidden className="h-2 w-5 rounded-xs bg-control" /> gone
      </li>
      <li className={item}>
        <span aria-hidden className="h-3.5 w-0.5 bg-malware" /> advisory published
      </li>
      <li className={item}>
        <span aria-hidden className="h-3.5 border-unknown border-l-2 border-dashed" /> advisory withdrawn
      </li>
      {window ? (
        <li className={item}>
          <span aria-hidden className="h-3.5 w-4 bg-malware/15" /> the window
        </li>
      ) : null}
    </ul>
  );
}
