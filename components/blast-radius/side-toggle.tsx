import Link from "next/link";
import { type Side, type View, viewHref } from "@/components/blast-radius/view";
import { cn } from "@/components/ui/cn";
import { count } from "@/components/ui/number-format";
import type { BlastRadius } from "@/lib/blast-radius/schemas";

type SideToggleProps = {
  view: View;
  exposure: BlastRadius["exposure"];
  running: BlastRadius["running"];
  /** Affected services of all sides together. */
  any: number;
};

/** Whose rows are shown, with the affected services of each side. Links, so that back undoes them. */
export function SideToggle({ view, exposure, running, any }: SideToggleProps) {
  const choices: readonly (readonly [Side, string, number, string])[] = [
    ["any", "Any", any, "On any side"],
    ...(exposure
      ? ([
          ["now", "Now", exposure.now.affected, "The newest build holds it"],
          ["during", "In the window", exposure.during.affected, "Held it at any moment of the window"],
          ["built", "Built in the window", exposure.built.services, "A build of the window lists it"],
        ] as const)
      : []),
    ...(running ? ([["production", "In production", running.production, "A build with it runs in production, by what deployments say"]] as const) : []),
  ];
  return (
    <nav aria-label="Whose rows are shown" className="flex flex-wrap overflow-hidden rounded-lg border border-line-strong bg-panel">
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
