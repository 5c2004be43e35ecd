import { cn } from "@/components/ui/cn";
import { VisibleText } from "@/components/ui/visible-text";

type PanelProps = {
  title: string;
  note?: React.ReactNode;
  className?: string;
  /** It holds a table, which reaches from edge to edge. */
  flush?: boolean;
  children: React.ReactNode;
};

/** One thing beside others, with its own title. */
export function Panel({ title, note, className = "", flush = false, children }: PanelProps) {
  return (
    <section className={cn("panel min-w-0 px-4 py-3.5", flush && "overflow-clip px-0 pb-0 *:[h2]:px-4", className)}>
      <h2 className="mb-2.5 flex flex-wrap items-baseline justify-between gap-x-3 font-semibold leading-[18px]">
        <span className="min-w-0 wrap-anywhere">
          <VisibleText text={title} />
        </span>
        {note ? <span className="shrink-0 font-normal text-muted text-xs">{note}</span> : null}
      </h2>
      {children}
    </section>
  );
}
