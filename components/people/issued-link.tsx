import { CopyButton } from "@/components/ui/copy-button";
import { Notice } from "@/components/ui/notice";
import type { IssuedInvitation } from "@/lib/auth";

/** The one time that a link is shown. */
export function IssuedLink({ issued, className, children }: { issued: IssuedInvitation; className?: string; children?: React.ReactNode }) {
  const days = Math.round((Date.parse(issued.expiresAt) - Date.parse(issued.createdAt)) / 86_400_000);
  return (
    <Notice tone="done" title={`Give ${issued.name} this link: it is not shown again`} className={className}>
      <code className="mt-1.5 block select-all rounded border border-line bg-panel p-2 text-fg wrap-anywhere" data-link>
        {issued.link}
      </code>
      <p className="mt-1.5">
        It works once, within {days === 1 ? "a day" : `${days} days`}. Whoever opens it {issued.purpose === "join" ? "joins" : "signs in"} as {issued.email}:
        send it where only they read.
      </p>
      <div className="mt-2 flex gap-2">
        <CopyButton text={issued.link} label="Copy link" />
        {children}
      </div>
    </Notice>
  );
}
