import { CircleCheck, CircleMinus, TriangleAlert } from "lucide-react";
import Link from "next/link";
import { outcomeWords } from "@/components/lists/outcome-words";
import type { Line } from "@/components/lists/use-more-lines";
import { cn } from "@/components/ui/cn";
import { count } from "@/components/ui/number-format";
import { Td } from "@/components/ui/table";
import { VisibleText } from "@/components/ui/visible-text";
import { blastRadiusHref } from "@/components/urls";
import { visible } from "@/lib/text/visible.mjs";

/** One line: what became of it and what it means, as a question of its own. */
export function LineRow({ line, position, isSelected }: { line: Line; position: number; isSelected: boolean }) {
  const { text, outcome, means, message } = line;
  const [only] = means;
  return (
    <tr aria-rowindex={position} data-selected={isSelected || undefined} className={cn("hover:bg-hover", isSelected && "bg-selected hover:bg-selected")}>
      <Td className="text-right text-muted">{count(line.line)}</Td>
      <Td className="max-w-96 truncate font-mono text-[12.5px] lg:max-w-0" title={visible(text)}>
        <VisibleText text={text} />
      </Td>
      <Td>
        <Verdict line={line} />
      </Td>
      <Td className="max-w-80 truncate font-mono text-[12.5px] lg:max-w-0" title={visible(means.join("\n"))}>
        {only === undefined ? null : (
          <Link prefetch={false} href={blastRadiusHref(only)} className="link">
            <VisibleText text={only} />
          </Link>
        )}
        {means.length > 1 ? <span className="text-muted"> +{count(means.length - 1)}</span> : null}
      </Td>
      <Td className={cn("max-w-96 truncate lg:max-w-0", outcome === "rejected" ? "text-unknown" : "text-muted")} title={visible(message ?? "")}>
        <VisibleText text={message ?? ""} />
      </Td>
    </tr>
  );
}

function Verdict({ line: { outcome, code } }: { line: Line }) {
  const [Icon, className] =
    outcome === "rejected"
      ? [TriangleAlert, "text-unknown"]
      : outcome === "read"
        ? [CircleCheck, code ? "text-fg" : "text-clean"]
        : [CircleMinus, "text-muted"];
  return (
    <span className={cn("inline-flex items-center gap-1.5", className)}>
      <Icon aria-hidden className="size-3.5 shrink-0" />
      {outcomeWords[outcome]}
      {outcome === "read" && code ? ", with a note" : ""}
    </span>
  );
}
