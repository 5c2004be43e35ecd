import type { Target } from "@/components/findings/triage/target";
import { plural } from "@/components/ui/number-format";
import { VisibleText } from "@/components/ui/visible-text";
import { visible } from "@/lib/text/visible.mjs";

/** `CVE-2026-1 in lodash`, or how many findings, and of what. */
export function targetTitle({ count, first, of }: Target): string {
  if (of !== undefined) return visible(`${plural(count, "finding")} of ${of}`);
  if (count !== 1 || first === null) return plural(count, "finding");
  return visible(`${first.vulnerability.id} in ${first.package.name}`);
}

/** Where the one finding is; of several nothing that the title does not say. */
export function TargetPlace({ count, first }: Target) {
  if (count !== 1 || first === null) return null;
  return (
    <span className="wrap-anywhere">
      <VisibleText text={`${first.package.name} ${first.version}`.trim()} /> in <VisibleText text={first.service.name} />
    </span>
  );
}
