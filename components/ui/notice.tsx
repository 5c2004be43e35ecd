import { CircleAlert, CircleCheck, Info, TriangleAlert } from "lucide-react";
import { cn } from "@/components/ui/cn";
import { VisibleText } from "@/components/ui/visible-text";

const tones = {
  info: { icon: Info, box: "border-line bg-sunken", mark: "text-muted", role: undefined },
  done: { icon: CircleCheck, box: "border-clean/25 bg-clean/7", mark: "text-clean", role: "status" },
  warning: { icon: TriangleAlert, box: "border-unknown/30 bg-unknown-soft", mark: "text-unknown", role: undefined },
  error: { icon: CircleAlert, box: "border-affected/30 bg-affected-soft", mark: "text-affected", role: "alert" },
} as const;

type NoticeProps = { tone: keyof typeof tones; title?: React.ReactNode; children?: React.ReactNode; className?: string };

/** What happened and what to do: a word, a shape and a colour, never colour alone. */
export function Notice({ tone, title, children, className }: NoticeProps) {
  const { icon: Icon, box, mark, role } = tones[tone];
  return (
    <div role={role} className={cn("flex gap-2.5 rounded-lg border px-3 py-2.5", box, className)}>
      <Icon aria-hidden className={cn("mt-0.5 size-4 shrink-0", mark)} />
      <div className="min-w-0 flex-1 wrap-anywhere">
        {title ? <p className="font-medium">{typeof title === "string" ? <VisibleText text={title} /> : title}</p> : null}
        {children ? <div className={cn(title && "text-muted")}>{children}</div> : null}
      </div>
    </div>
  );
}
