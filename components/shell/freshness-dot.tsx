import Link from "next/link";
import { AdvisoriesAge } from "@/components/ask/advisories-age";
import { areAdvisoriesCurrent } from "@/components/ask/mirror-words";
import { unknownStatuses } from "@/components/services/service-status";
import { cn } from "@/components/ui/cn";
import { plural } from "@/components/ui/number-format";
import { RelativeTime } from "@/components/ui/time";
import { withQuery } from "@/components/urls";
import type { AdvisoryFreshness } from "@/lib/advisories/sources/schemas";

type FreshnessDotProps = {
  /** When the last SBOM was committed, or null when there is none. */
  lastUploadAt: string | null;
  /** Services that are stale, incomplete or were never seen. */
  notCurrent: number;
  advisories: AdvisoryFreshness;
};

/** How old what is shown here is, on every page. The shape tells apart what the colour does. Advisories are named where there is room, or when they are not current. */
export function FreshnessDot({ lastUploadAt, notCurrent, advisories }: FreshnessDotProps) {
  const good = lastUploadAt !== null && notCurrent === 0;
  return (
    <div className="flex min-w-0 items-center gap-3 whitespace-nowrap text-muted text-xs max-lg:hidden">
      <Link
        href={good ? "/services" : withQuery("/services", { status: unknownStatuses })}
        title={notCurrent > 0 ? `${plural(notCurrent, "service")} not current` : "When the last SBOM came"}
        className="flex min-w-0 items-center gap-1.5 rounded hover:text-fg"
      >
        <Shape good={good} />
        {lastUploadAt === null ? (
          "No SBOM yet"
        ) : (
          <span className="truncate">
            <span className="max-2xl:hidden">Last </span>SBOM <RelativeTime at={lastUploadAt} />
            {notCurrent > 0 ? <span className="max-2xl:hidden">, {plural(notCurrent, "service")} not current</span> : null}
          </span>
        )}
      </Link>
      <span className={cn("flex min-w-0 items-center gap-1.5", areAdvisoriesCurrent(advisories) ? "max-[1399px]:hidden" : "max-xl:hidden")}>
        <Shape good={areAdvisoriesCurrent(advisories)} />
        <AdvisoriesAge advisories={advisories} short className="truncate rounded text-muted no-underline hover:text-fg" />
      </span>
    </div>
  );
}

function Shape({ good }: { good: boolean }) {
  return <span aria-hidden className={cn("size-[7px] shrink-0", good ? "rounded-full bg-clean" : "rotate-45 bg-unknown")} />;
}
