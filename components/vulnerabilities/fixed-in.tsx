import { VisibleText } from "@/components/ui/visible-text";
import { visible } from "@/lib/text/visible.mjs";

const shownMax = 2;

/** The versions that fix something; several are of several branches, or of sources that disagree. */
export function FixedIn({ versions, open }: { versions: readonly string[]; open?: boolean }) {
  if (versions.length === 0) return <span className="font-sans text-muted">no fix known</span>;
  const shown = open ? versions : versions.slice(0, shownMax);
  const more = versions.length - shown.length;
  return (
    <span title={more > 0 ? visible(versions.join("\n")) : undefined}>
      <VisibleText text={shown.join(", ")} />
      {more > 0 ? <span className="font-sans text-muted"> +{more}</span> : null}
    </span>
  );
}
