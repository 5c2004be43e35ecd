import { VisibleText } from "@/components/ui/visible-text";
import { visible } from "@/lib/text/visible.mjs";

const shownMax = 2;

type FixedInProps = {
  versions: readonly string[];
  /** All of them. */
  open?: boolean;
  /** They are of one version, of which the sources disagree. */
  either?: boolean;
};

/** The versions that fix something: of several branches, or, as alternatives, of sources that disagree. */
export function FixedIn({ versions, open, either = false }: FixedInProps) {
  if (versions.length === 0) return <span className="font-sans text-muted">no fix known</span>;
  const shown = open ? versions : versions.slice(0, shownMax);
  const more = versions.length - shown.length;
  return (
    <span title={more > 0 ? visible(versions.join("\n")) : undefined}>
      <VisibleText text={shown.join(either ? " or " : ", ")} />
      {more > 0 ? <span className="font-sans text-muted"> +{more}</span> : null}
    </span>
  );
}
