import { ContactLinks, contactsOf } from "@/components/teams/contact-links";
import type { TeamRef } from "@/lib/inventory/read/schemas";

/** How to reach the owner of a service, or that nobody can be reached. */
export function WhomToAsk({ team }: { team: TeamRef | null }) {
  if (team === null) return <span className="text-muted">nobody to ask</span>;
  if (contactsOf(team).length === 0) return <span className="text-muted">no contact</span>;
  return (
    <span className="inline-flex gap-2">
      <ContactLinks team={team} />
    </span>
  );
}
