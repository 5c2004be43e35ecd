import { Button } from "@/components/ui/button";
import { CopyButton } from "@/components/ui/copy-button";
import { Notice } from "@/components/ui/notice";

type ShownOnceProps = {
  title: string;
  /** What is not shown again. */
  text: string;
  copyLabel: string;
  /** Hides it before the page does. */
  onHide?: () => void;
  className?: string;
  /** What to do with it. */
  children?: React.ReactNode;
};

/** The one time that a secret is shown: to be copied, and hidden from who looks over a shoulder. */
export function ShownOnce({ title, text, copyLabel, onHide, className, children }: ShownOnceProps) {
  return (
    <Notice tone="done" title={title} className={className}>
      <code className="mt-1.5 block select-all rounded border border-line bg-panel p-2 text-fg wrap-anywhere" data-shown-once>
        {text}
      </code>
      {children}
      <div className="mt-2 flex gap-2">
        <CopyButton text={text} label={copyLabel} />
        {onHide ? (
          <Button look="ghost" onClick={onHide}>
            Hide it
          </Button>
        ) : null}
      </div>
    </Notice>
  );
}
