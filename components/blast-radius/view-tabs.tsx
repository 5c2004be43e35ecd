import Link from "next/link";
import { type Tab, type View, viewHref } from "@/components/blast-radius/view";
import { cn } from "@/components/ui/cn";
import { count } from "@/components/ui/number-format";
import type { BlastRadius } from "@/lib/blast-radius/schemas";

/** The same answer in several ways, each with an address. */
export function ViewTabs({ view, answer }: { view: View; answer: BlastRadius }) {
  const { exposure } = answer;
  const tabs: readonly (readonly [Tab, string, number | null])[] = [
    ["services", "Services", answer.verdict.affected],
    ["teams", "Teams", answer.groups.length],
    ...(exposure ? [["runs", "CI runs", exposure.built.builds] as const] : []),
    ["timeline", "Timeline", null],
    ["upgrades", "Upgrades", null],
  ];
  return (
    <nav aria-label="Ways to look at the answer" data-noprint className="mt-5 flex flex-wrap gap-x-5 border-line border-b">
      {tabs.map(([tab, label, number]) => (
        <Link
          key={tab}
          href={viewHref(view, { tab })}
          scroll={false}
          aria-current={tab === view.tab ? "page" : undefined}
          className={cn("-mb-px border-b-2 py-2", tab === view.tab ? "border-fg font-medium" : "border-transparent text-muted hover:text-fg")}
        >
          {label}
          {number === null ? null : <span className="ml-1.5 text-muted text-xs">{count(number)}</span>}
        </Link>
      ))}
    </nav>
  );
}
