import { Notice } from "@/components/ui/notice";
import { plural } from "@/components/ui/number-format";
import { unreadCount } from "@/lib/sbom/completeness";
import type { Completeness } from "@/lib/sbom/model";
import type { AccountingFigures } from "./accounting";

/** What is known of the reading of an SBOM that is incomplete; `accounting` is null when it is not told. */
type Reading = { components: number; accounting: Pick<AccountingFigures, "skipped"> | null; completeness: Completeness | null };

/** Why what this build does not name is unknown, and what to do about it. */
export function IncompleteNotice({ reading, className }: { reading: Reading; className?: string }) {
  return (
    <Notice tone="warning" title={incompleteReason(reading)} className={className}>
      What it does not name is answered with unknown, never with clean. {incompleteRemedy(reading)}
    </Notice>
  );
}

/** In one sentence why an SBOM is incomplete. */
export function incompleteReason({ components, accounting, completeness }: Reading): string {
  if (components === 0) return "Its SBOM lists no component";
  const unread = accounting === null ? 0 : unreadCount(accounting);
  if (unread > 0) return `${plural(unread, "component")} of its SBOM could not be read`;
  return completeness === "incomplete" ? "Its SBOM says itself that it is incomplete" : "Its SBOM could not be read in full";
}

/** What ends it. */
export function incompleteRemedy({ components, accounting }: Reading): string {
  if (components > 0 && accounting !== null && unreadCount(accounting) > 0)
    return "The figures below say which; put them right in the SBOM generator and upload its next SBOM.";
  return "Check that the SBOM generator looked at all that is shipped, after it was built, and upload its next SBOM.";
}
