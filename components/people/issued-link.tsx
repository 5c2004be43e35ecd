import { ShownOnce } from "@/components/ui/shown-once";
import type { IssuedInvitation } from "@/lib/auth";

type IssuedLinkProps = { issued: IssuedInvitation; className?: string; onHide?: () => void };

/** The one time that a link is shown. */
export function IssuedLink({ issued, ...rest }: IssuedLinkProps) {
  const days = Math.round((Date.parse(issued.expiresAt) - Date.parse(issued.createdAt)) / 86_400_000);
  return (
    <ShownOnce title={`Give ${issued.name} this link: it is not shown again`} text={issued.link} copyLabel="Copy link" {...rest}>
      <p className="mt-1.5">
        It works once, within {days === 1 ? "a day" : `${days} days`}. Whoever opens it {issued.purpose === "join" ? "joins" : "signs in"} as {issued.email}:
        send it where only they read.
      </p>
    </ShownOnce>
  );
}
