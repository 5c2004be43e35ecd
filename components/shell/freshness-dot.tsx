import Link from "next/link";
import { unknownStatuses } from "@/components/services/service-status";
import { cn } from "@/components/ui/cn";
import { plural } from "@/components/ui/number-format";
import { RelativeTime } from "@/components/ui/time";
import { withQuery } from "@/components/urls";

type FreshnessDotProps = {
  /** When the last SBOM was committed, or null when there is none. */
  lastUploadAt: string | null;
  /** Services that are stale, incomplete or were never seen. */
  notCurrent: number;
};

/** How old what is shown here is, on every page. The shape tells apart what the colour does. */
export function FreshnessDot({ lastUploadAt, notCurrent }: FreshnessDotProps) {
  const good = lastUploadAt !== null && notCurrent === 0;
  return (
    <Link
      href={good ? "/services" : withQuery("/services", { status: unknownStatuses })}
      className="flex items-center gap-1.5 whitespace-nowrap rounded text-muted text-xs hover:text-fg max-lg:hidden"
    >
      <span aria-hidden className={cn("size-[7px]", good ? "rounded-full bg-clean" : "rotate-45 bg-unknown")} />
      {lastUploadAt === null ? (
        "No SBOM yet"
      ) : (
        <span>
          Last SBOM <RelativeTime at={lastUploadAt} />
          {notCurrent > 0 ? `, ${plural(notCurrent, "service")} not current` : ""}
        </span>
      )}
    </Link>
  );
}
