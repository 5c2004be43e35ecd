import { CopyButton } from "@/components/ui/copy-button";

/** Text to run or keep, with a copy button; scrolls sideways rather than wrapping. */
export function CodeBlock({ code, label }: { code: string; label: string }) {
  return (
    <div className="panel relative overflow-hidden bg-sunken">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard */}
      <section tabIndex={0} aria-label={label} className="overflow-x-auto p-3 pr-12 focus-visible:-outline-offset-2">
        <pre className="text-xs leading-5">{code}</pre>
      </section>
      <CopyButton text={code} label={`Copy ${label.toLowerCase()}`} iconOnly className="absolute top-2 right-2" />
    </div>
  );
}
