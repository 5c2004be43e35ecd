import { CopyButton } from "@/components/ui/copy-button";

const scroller = "scroll-hint min-w-0 flex-1 overflow-x-auto p-3 [--scroll-ground:var(--sunken)] focus-visible:-outline-offset-2";

/** Text to run or keep, with a copy button; scrolls sideways rather than wrapping. */
export function CodeBlock({ code, label }: { code: string; label: string }) {
  return (
    <div className="panel flex items-start overflow-hidden bg-sunken">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard */}
      <section tabIndex={0} aria-label={label} className={scroller}>
        <pre className="text-xs leading-5">{code}</pre>
      </section>
      <CopyButton text={code} label={`Copy ${label.toLowerCase()}`} iconOnly className="m-2 ml-1 shrink-0" />
    </div>
  );
}
