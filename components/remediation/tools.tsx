import { askOf, type RemediationView } from "@/components/remediation/view";
import { buttonStyle } from "@/components/ui/button";
import { PrintButton } from "@/components/ui/print-button";
import { withQuery } from "@/components/urls";

/** The figures of a view to take along: as CSV, or on paper. */
export function FiguresTools({ view, team }: { view: RemediationView; team?: string }) {
  return (
    <>
      <a href={withQuery("/api/v1/remediation/export", askOf(view, team))} download className={buttonStyle()}>
        CSV
      </a>
      <PrintButton look="plain" />
    </>
  );
}
