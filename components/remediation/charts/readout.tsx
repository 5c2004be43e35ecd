import Link from "next/link";
import { cn } from "@/components/ui/cn";
import { count } from "@/components/ui/number-format";

type ReadoutEntry = { key: string; label: string; value: number; mark: React.ReactNode; href: string | null };
type ReadoutProps = {
  /** The day or week that is read. */
  when: string;
  entries: readonly ReadoutEntry[];
  /** The page as it was then, while a day is chosen. */
  then: { href: string; label: string } | null;
};

/** The legend of a drawing, which also says the values where its cursor stands: of the last day when it stands nowhere. */
export function Readout({ when, entries, then }: ReadoutProps) {
  return (
    <div className="mb-2 flex min-h-6 flex-wrap items-baseline gap-x-4 gap-y-0.5 text-xs">
      <span className="min-w-20 font-medium">{when}</span>
      <ul className="flex flex-wrap gap-x-4">
        {entries.map(({ key, label, value, mark, href }) => (
          <li key={key} className="flex items-center gap-1.5">
            {mark}
            <span className="text-muted">{label}</span>
            <Value value={value} href={href} label={label} />
          </li>
        ))}
      </ul>
      {then ? (
        <Link href={then.href} className="link sm:ml-auto" data-noprint>
          {then.label}
        </Link>
      ) : null}
    </div>
  );
}

function Value({ value, href, label }: { value: number; href: string | null; label: string }) {
  const style = cn("font-medium", value === 0 && "text-muted");
  if (href === null) return <span className={style}>{count(value)}</span>;
  return (
    <Link href={href} prefetch={false} className={cn("link inline-flex min-h-6 min-w-6 items-center", style)} aria-label={`${label}: ${count(value)}`}>
      {count(value)}
    </Link>
  );
}
