import { packagesOf, shortName } from "@/components/alerts/alert-words";
import { count } from "@/components/ui/number-format";
import { VisibleText } from "@/components/ui/visible-text";
import type { Alert } from "@/lib/alerts/schemas";

/** The packages and versions of an alert: `max` of them, the others as a number. */
export function PackagesText({ alert, max = 3 }: { alert: Pick<Alert, "packages">; max?: number }) {
  const all = packagesOf(alert);
  return (
    <>
      {all.slice(0, max).map((text, index) => (
        <span key={text} className="font-mono text-[12.5px] wrap-anywhere">
          {index === 0 ? "" : ", "}
          <VisibleText text={shortName(text)} />
        </span>
      ))}
      {all.length > max ? <span className="text-muted"> and {count(all.length - max)} more</span> : null}
    </>
  );
}
