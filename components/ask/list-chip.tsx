import { ClipboardList, X } from "lucide-react";
import Link from "next/link";
import { plural } from "@/components/ui/number-format";
import { listHref } from "@/components/urls";

/** The list that is asked by, as a part of the question that can be looked at and taken out. */
export function ListChip({ list, withoutHref }: { list: { id: string; indicators: number }; withoutHref: string }) {
  return (
    <span className="flex h-10 items-center rounded-lg border border-control bg-sunken">
      <Link href={listHref(list.id)} className="flex h-full items-center gap-1.5 rounded-l-lg px-3 font-medium hover:underline">
        <ClipboardList aria-hidden className="size-3.5 text-muted" />
        {plural(list.indicators, "indicator")}
      </Link>
      <Link
        href={withoutHref}
        aria-label="Take the list out of the question"
        className="grid h-full w-8 place-items-center rounded-r-lg text-muted hover:text-fg"
      >
        <X aria-hidden className="size-3.5" />
      </Link>
    </span>
  );
}
