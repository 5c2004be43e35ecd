import { Rocket } from "lucide-react";
import Link from "next/link";
import type { SeenIn } from "@/components/inspector/resources";
import { count, plural } from "@/components/ui/number-format";
import { VisibleText } from "@/components/ui/visible-text";
import { visible } from "@/lib/text/visible.mjs";

/** What Inspector's findings are about: the first of them, how many, where it runs, and the way to all. */
export function Resources({ seen, href }: { seen: SeenIn | null; href: string }) {
  if (seen === null) return <span className="text-muted">no resource</span>;
  const { name, title, total, running } = seen;
  return (
    <span className="flex min-w-0 items-center gap-2">
      <Link href={href} prefetch={false} className="link min-w-24 truncate" title={title}>
        <VisibleText text={name} />
      </Link>
      {total > 1 ? (
        <span className="shrink-0 text-muted text-xs" title={plural(total, "resource")}>
          +{count(total - 1)}
        </span>
      ) : null}
      {running.length > 0 ? (
        <span title={visible(`Runs in ${running.join(", ")}`)} className="inline-flex min-w-0 items-center gap-1 font-medium text-affected text-xs">
          <Rocket aria-hidden className="size-3.5 shrink-0" />
          <span className="truncate">
            <VisibleText text={running[0] ?? ""} />
          </span>
          {running.length > 1 ? ` +${running.length - 1}` : ""}
        </span>
      ) : null}
    </span>
  );
}
