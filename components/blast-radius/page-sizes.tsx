import Link from "next/link";
import { pageSizes, type View, viewHref } from "@/components/blast-radius/view";

/** How many rows a page has; not offered where one page holds all. */
export function PageSizes({ view, rows }: { view: View; rows: number }) {
  if (rows <= pageSizes[0]) return null;
  return (
    <span className="flex items-center gap-1">
      Rows a page
      {pageSizes.map((size) => (
        <Link
          key={size}
          href={viewHref(view, { limit: size })}
          scroll={false}
          aria-current={size === view.limit ? "true" : undefined}
          className={size === view.limit ? "min-w-6 rounded px-1.5 py-0.5 text-center font-medium text-fg" : "link min-w-6 px-1.5 py-0.5 text-center"}
        >
          {size}
        </Link>
      ))}
    </span>
  );
}
