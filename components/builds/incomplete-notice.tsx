import { Notice } from "@/components/ui/notice";
import { plural } from "@/components/ui/number-format";
import { unreadCount } from "@/lib/inventory/ingest/incomplete";
import type { AccountingFigures } from "./accounting";

type IncompleteNoticeProps = { components: number; accounting: AccountingFigures | null; className?: string };

/** Why what this build does not name is unknown, and what to do about it. */
export function IncompleteNotice({ components, accounting, className }: IncompleteNoticeProps) {
  return (
    <Notice tone="warning" title={incompleteReason(components, accounting)} className={className}>
      What it does not name is answered with unknown, never with clean. {incompleteRemedy(components)}
    </Notice>
  );
}

/** In one sentence why an SBOM is incomplete. */
export function incompleteReason(components: number, accounting: Pick<AccountingFigures, "skipped"> | null): string {
  if (components === 0) return "Its SBOM lists no component";
  const unread = accounting === null ? 0 : unreadCount(accounting);
  return unread === 0 ? "Its SBOM could not be read in full" : `${plural(unread, "component")} of its SBOM could not be read`;
}

/** What ends it. */
export function incompleteRemedy(components: number): string {
  return components === 0
    ? "Check that the SBOM generator looked at what is shipped, after it was built, and upload its next SBOM."
    : "The figures below say which; put them right in the SBOM generator and upload its next SBOM.";
}
