import Link from "next/link";
import { becauseWords, quarantineHref, sourceName } from "@/components/sources/source-name";
import { SourceStatus } from "@/components/sources/source-status";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { Notice } from "@/components/ui/notice";
import { count, plural } from "@/components/ui/number-format";
import { Td } from "@/components/ui/table";
import { RelativeTime } from "@/components/ui/time";
import { VisibleText } from "@/components/ui/visible-text";
import type { Source } from "@/lib/advisories/sources/schemas";
import { visible } from "@/lib/text/visible.mjs";

type SourceRowProps = { source: Source; columns: number; onSync: ((source: Source) => void) | null };

/** A source, and under it what is wrong with it and what to do. */
export function SourceRow({ source, columns, onSync }: SourceRowProps) {
  const { problem, counts } = source;
  const name = sourceName(source);
  return (
    <>
      <tr className={cn("hover:bg-hover", !source.enabled && "text-muted")}>
        <Td className="max-w-44 truncate font-medium max-lg:sticky max-lg:left-0 max-lg:bg-panel" title={visible(name)}>
          <VisibleText text={name} />
        </Td>
        <Td className="text-muted">{becauseWords(source)}</Td>
        <Td>
          <SourceStatus source={source} />
        </Td>
        <Td className="text-right">{count(source.stored)}</Td>
        <Td className="text-right">
          {source.quarantined > 0 ? (
            <Link
              href={quarantineHref(source)}
              className="link-inline text-unknown decoration-unknown/50"
              aria-label={`Quarantine of ${visible(name)}: ${source.quarantined}`}
            >
              {count(source.quarantined)}
            </Link>
          ) : (
            <span className="text-muted">0</span>
          )}
        </Td>
        <Td className="text-muted">
          {source.succeededAt ? <RelativeTime at={source.succeededAt} className={source.stale ? "text-unknown" : "text-fg"} /> : "never"}
        </Td>
        <Td className="text-muted">{counts ? <Counts counts={counts} /> : null}</Td>
        <Td className="text-muted">{source.nextAt ? <RelativeTime at={source.nextAt} /> : source.enabled && source.status === "idle" ? "now" : null}</Td>
        <Td className="text-right">
          {source.enabled && onSync ? (
            <Button className="h-7" disabled={source.status !== "idle"} onClick={() => onSync(source)} aria-label={`Sync ${visible(name)} now`}>
              Sync now
            </Button>
          ) : null}
        </Td>
      </tr>
      {problem && source.enabled ? (
        <tr>
          <td colSpan={columns} className="border-line border-b px-2.5 pt-0.5 pb-2.5">
            <Notice tone="error" title={problem.detail} className="max-w-[min(64rem,calc(100vw-4.5rem))] whitespace-normal">
              {problem.action} {problem.attempts > 1 ? `It failed ${count(problem.attempts)} times in a row` : "It failed once"}
              {source.failedAt ? (
                <>
                  , last <RelativeTime at={source.failedAt} />
                </>
              ) : null}
              . What was stored before stays. <code className="text-xs">{problem.code}</code>
            </Notice>
          </td>
        </tr>
      ) : null}
    </>
  );
}

function Counts({ counts }: { counts: NonNullable<Source["counts"]> }) {
  const parts = [
    counts.added > 0 && `${count(counts.added)} new`,
    counts.changed > 0 && `${count(counts.changed)} changed`,
    counts.removed > 0 && `${count(counts.removed)} removed`,
  ].filter((part) => part !== false);
  return (
    <span title={`${plural(counts.read, "record")} read, ${count(counts.unchanged)} unchanged, ${count(counts.quarantined)} not readable`}>
      {parts.length === 0 ? "nothing new" : parts.join(", ")}
    </span>
  );
}
