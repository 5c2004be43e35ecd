import { X } from "lucide-react";
import Link from "next/link";
import { closedBecause } from "@/components/findings/reason-words";
import { type FindingsView, findingsHref } from "@/components/findings/view";
import { absoluteUtc } from "@/components/ui/time-format";

/** A moment as a day where it begins one. */
function dayOf(at: string): string {
  return at.endsWith("T00:00:00.000Z") ? at.slice(0, 10) : absoluteUtc(at);
}

function between(what: string, since: string | undefined, before: string | undefined): string | null {
  if (since === undefined && before === undefined) return null;
  return [what, since && `since ${dayOf(since)}`, before && `before ${dayOf(before)}`].filter(Boolean).join(" ");
}

/** What a link of another page narrowed the list to and no menu shows; each can be taken away. */
export function MomentChips({ base, view }: { base: string; view: FindingsView }) {
  const { openedSince, openedBefore, closedSince, closedBefore, openAt, closeReason, service, vulnerability, packages } = view;
  const chips: { words: string | null; without: Partial<FindingsView> }[] = [
    { words: between("opened", openedSince, openedBefore), without: { openedSince: undefined, openedBefore: undefined } },
    { words: between("closed", closedSince, closedBefore), without: { closedSince: undefined, closedBefore: undefined } },
    { words: openAt === undefined ? null : `open at ${dayOf(openAt)}`, without: { openAt: undefined } },
    { words: closeReason.length === 0 ? null : closeReason.map(closedBecause).join(" or "), without: { closeReason: [] } },
    { words: vulnerability.length === 0 ? null : vulnerability.join(", "), without: { vulnerability: [] } },
    { words: packages.length === 0 ? null : packages.join(", "), without: { packages: [] } },
    { words: service.length === 0 ? null : service.join(", "), without: { service: [] } },
  ];
  return chips.map(({ words, without }) =>
    words === null ? null : (
      <Link
        key={words}
        href={findingsHref(base, view, without)}
        scroll={false}
        title="Take this filter away"
        className="inline-flex min-h-8 max-w-full items-center gap-1.5 rounded-lg bg-sunken px-2.5 hover:text-link"
      >
        <span className="truncate">{words}</span>
        <X aria-hidden className="size-3.5 shrink-0" />
        <span className="sr-only">, take away</span>
      </Link>
    ),
  );
}
