import Link from "next/link";
import { type Side, type View, viewHref } from "@/components/blast-radius/view";
import { cn } from "@/components/ui/cn";
import { count } from "@/components/ui/number-format";
import type { BlastRadius } from "@/lib/blast-radius/schemas";

type SideToggleProps = {
  view: View;
  exposure: NonNullable<BlastRadius["exposure"]>;
  /** Affected services of all sides together. */
  any: number;
};

/** Whose rows are shown, with the affected services of each side. Links, so that back undoes them. */
export function SideToggle({ view, exposure, any }: SideToggleProps) {
  const choices: readonly (readonly [Side, string, number, string])[] = [
    ["any", "Any", any, "Hold it now, held it in the window, or built it"],
    ["now", "Now", exposure.now.affected, "Hold it now"],
    ["during", "In the window", exposure.during.affected, "Held it at any moment of the window"],
    ["built", "Built in the window", exposure.built.services, "A build of the window lists it"],
  ];
  return (
    <nav aria-label="Side of the window" className="flex flex-wrap overflow-hidden rounded-lg border border-line-strong bg-panel">
      {choices.map(([side, label, services, title]) => (
        <Link
          key={side}
          href={viewHref(view, { when: side })}
          scroll={false}
          title={title}
          aria-current={view.when === side ? "true" : undefined}
          className={cn(
            "flex h-[30px] items-center gap-1.5 border-line border-r px-2.5 text-[12.5px] -outline-offset-2 last:border-r-0 hover:bg-hover",
            view.when === side ? "bg-sunken font-medium" : "text-muted",
          )}
        >
          {label} <b className={cn("font-semibold", services > 0 ? "text-affected" : "text-muted")}>{count(services)}</b>
        </Link>
      ))}
    </nav>
  );
}
