import { absoluteUtc, relative, shortUtc } from "@/components/ui/time-format";

/** A moment, relative in lists; the absolute UTC time is on hover and in the markup. */
export function RelativeTime({ at, className }: { at: string; className?: string }) {
  return (
    <time dateTime={at} title={absoluteUtc(at)} className={className} suppressHydrationWarning>
      {relative(at, Date.now())}
    </time>
  );
}

/** A moment as day and minute in UTC, the year only when it is not this one. */
export function ShortTime({ at, className }: { at: string; className?: string }) {
  return (
    <time dateTime={at} title={absoluteUtc(at)} className={className} suppressHydrationWarning>
      {shortUtc(at, Date.now())}
    </time>
  );
}
