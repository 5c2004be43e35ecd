import Link from "next/link";
import { filtersOf } from "@/components/lists/outcome-words";
import { cn } from "@/components/ui/cn";
import { count } from "@/components/ui/number-format";
import { listHref, withQuery } from "@/components/urls";
import type { IndicatorListDetail } from "@/lib/indicator-lists/schemas";

/** Lines by what became of them; each choice is an address. */
export function LinesFilter({ id, counts, outcome }: { id: string; counts: IndicatorListDetail["counts"]; outcome: string | null }) {
  return (
    <nav aria-label="Lines by verdict" className="mb-3 flex flex-wrap gap-x-5 border-line border-b">
      {filtersOf(counts).map(({ value, label, lines }) => (
        <Link
          key={label}
          href={withQuery(listHref(id), { outcome: value })}
          scroll={false}
          aria-current={value === outcome ? "page" : undefined}
          className={cn("-mb-px border-b-2 py-2", value === outcome ? "border-fg font-medium" : "border-transparent text-muted hover:text-fg")}
        >
          {label} <span className={cn("text-xs", value === "rejected" && lines > 0 ? "font-medium text-unknown" : "text-muted")}>{count(lines)}</span>
        </Link>
      ))}
    </nav>
  );
}
