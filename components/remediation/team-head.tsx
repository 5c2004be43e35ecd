import Link from "next/link";
import { ContactLinks } from "@/components/teams/contact-links";
import { VisibleText } from "@/components/ui/visible-text";
import type { TeamRef } from "@/lib/inventory/read/schemas";

type TeamHeadProps = {
  /** Null: services without a team. */
  team: TeamRef | null;
  /** Words after the name. */
  of?: string;
  /** The page of the team, where this is one below it. */
  above?: string;
  children?: React.ReactNode;
};

/** Whose page it is, how to reach them, and the way up. */
export function TeamHead({ team, of, above, children }: TeamHeadProps) {
  const name = team?.name ?? "Without a team";
  return (
    <>
      <nav aria-label="Breadcrumb" className="mb-1 flex gap-1.5 text-muted text-xs" data-noprint>
        <Link href="/remediation" className="link">
          Remediation
        </Link>
        {above ? (
          <>
            <span aria-hidden>/</span>
            <Link href={above} className="link truncate">
              <VisibleText text={name} />
            </Link>
          </>
        ) : null}
      </nav>
      <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-2">
        <div className="min-w-0">
          <h1 className="font-semibold text-xl wrap-anywhere">
            <VisibleText text={name} />
            {of ? <span className="font-normal text-muted">, {of}</span> : null}
          </h1>
          {team && (team.contact || team.contacts) ? (
            <p className="mt-0.5 flex flex-wrap gap-x-4 text-muted">
              <ContactLinks team={team} />
            </p>
          ) : null}
        </div>
        <div className="flex flex-wrap gap-2">{children}</div>
      </div>
    </>
  );
}
