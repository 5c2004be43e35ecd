import { type Domain, isInside, percentAt } from "@/components/blast-radius/timeline-scale";
import type { Timeline } from "@/lib/blast-radius/pictures/timeline";
import { visible } from "@/lib/text/visible.mjs";

type TimelineBarProps = {
  lifetime: Timeline["data"][number];
  domain: Domain;
  ticks: readonly number[];
  window: { from: string; to: string } | null;
};

/** How long a version was there, beside its advisories and the window. Its row says the same in figures. */
export function TimelineBar({ lifetime, domain, ticks, window }: TimelineBarProps) {
  const { firstSeenAt, lastSeenAt, advisories } = lifetime;
  const start = percentAt(domain, firstSeenAt);
  const end = lastSeenAt ? percentAt(domain, lastSeenAt) : 100;
  const isOut = Date.parse(firstSeenAt) > domain.to || (lastSeenAt !== null && Date.parse(lastSeenAt) < domain.from);
  return (
    <svg aria-hidden="true" className="block h-[33px] w-full">
      <title>{visible(`${lifetime.name} ${lifetime.version}`)}</title>
      {ticks.map((at) => (
        <rect key={at} x={`${percentAt(domain, at)}%`} width="1" height="100%" className="fill-line" />
      ))}
      {window ? (
        <rect
          x={`${percentAt(domain, window.from)}%`}
          width={`${Math.max(percentAt(domain, window.to) - percentAt(domain, window.from), 0.25)}%`}
          height="100%"
          className="fill-malware/15"
        />
      ) : null}
      {isOut ? null : (
        <rect x={`${start}%`} width={`${Math.max(end - start, 0.4)}%`} y="12" height="9" rx="2" className={lastSeenAt ? "fill-control" : "fill-affected"} />
      )}
      {advisories.flatMap(({ id, publishedAt, withdrawnAt }) => [
        publishedAt && isInside(domain, publishedAt) ? (
          <rect key={`${id} published`} x={`${percentAt(domain, publishedAt)}%`} y="5" width="2" height="23" className="fill-malware" />
        ) : null,
        withdrawnAt && isInside(domain, withdrawnAt) ? (
          <line
            key={`${id} withdrawn`}
            x1={`${percentAt(domain, withdrawnAt)}%`}
            x2={`${percentAt(domain, withdrawnAt)}%`}
            y1="5"
            y2="28"
            strokeWidth="2"
            strokeDasharray="3 2"
            className="stroke-unknown"
          />
        ) : null,
      ])}
    </svg>
  );
}
