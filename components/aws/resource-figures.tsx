import Link from "next/link";
import { groupCounts, type ResourceGroup, type ResourcesView, resourceGroups, resourcesHref } from "@/components/aws/resources-view";
import { cn } from "@/components/ui/cn";
import { count } from "@/components/ui/number-format";
import type { ResourceList } from "@/lib/aws/resources/schemas";

const words: Readonly<Record<ResourceGroup, { label: string; hint: string; tone: string }>> = {
  none: { label: "Not mapped", hint: "nobody's: their findings show nowhere", tone: "text-affected" },
  weak: { label: "Guessed", hint: "by a tag or a name, which may be wrong", tone: "text-unknown" },
  sure: { label: "Mapped", hint: "by digest, rule or scan", tone: "" },
  all: { label: "All", hint: "what Inspector scans or names", tone: "" },
};

type ResourceFiguresProps = { view: ResourcesView; group: ResourceGroup; counts: ResourceList["meta"]["counts"] };

/** How many resources are whose, under the filters; each figure is the list that it counts. */
export function ResourceFigures({ view, group, counts }: ResourceFiguresProps) {
  const figures = groupCounts(counts);
  return (
    <nav aria-label="Resources by how they are mapped" className="panel mb-4 grid grid-cols-2 overflow-hidden md:grid-cols-4">
      {resourceGroups.map((each, index) => (
        <Link
          key={each}
          href={resourcesHref(view, { group: each })}
          scroll={false}
          aria-current={each === group ? "page" : undefined}
          className={cn(
            "block min-w-0 border-line px-4 py-3 hover:bg-hover focus-visible:-outline-offset-2",
            index % 2 === 1 && "border-l",
            index > 1 && "max-md:border-t md:border-l",
            each === group && "bg-selected hover:bg-selected",
          )}
        >
          <span className="block text-muted">{words[each].label}</span>
          <span className={cn("block font-semibold text-2xl", figures[each] > 0 && words[each].tone)}>{count(figures[each])}</span>
          <span className="block text-muted text-xs">{words[each].hint}</span>
        </Link>
      ))}
    </nav>
  );
}
