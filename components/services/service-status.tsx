import { cn } from "@/components/ui/cn";
import { freshnessDays } from "@/lib/inventory/freshness";
import type { ServiceStatus } from "@/lib/inventory/read/schemas";

/** Each status in a word, and what it means for answers. */
export const statusWords: Record<ServiceStatus, { word: string; means: string }> = {
  fresh: { word: "current", means: `SBOMs of the last ${freshnessDays} days, read in full` },
  stale: { word: "stale", means: `an SBOM is older than ${freshnessDays} days` },
  incomplete: { word: "incomplete", means: "an SBOM lists nothing, was not read in full, or says it is incomplete" },
  no_sbom: { word: "never seen", means: "no SBOM was ever committed" },
  retired: { word: "retired", means: "not shipped any more: questions about now leave it out" },
};

/** The statuses of which "nothing found" is answered unknown. */
export const unknownStatuses: readonly ServiceStatus[] = ["stale", "incomplete", "no_sbom"];

const shapes: Record<ServiceStatus, string> = {
  fresh: "rounded-full bg-clean",
  stale: "rotate-45 rounded-[1px] bg-unknown",
  incomplete: "rounded-full border-[1.5px] border-unknown bg-linear-to-r from-50% from-unknown to-50% to-transparent",
  no_sbom: "rounded-full border-[1.5px] border-unknown",
  retired: "h-[2px] bg-muted",
};

/** How much is known of a service: a shape, a word and a colour. */
export function ServiceStatusMark({ status }: { status: ServiceStatus }) {
  const { word, means } = statusWords[status];
  return (
    <span title={means} className={cn("inline-flex items-center gap-1.5", status === "retired" ? "text-muted" : status !== "fresh" && "text-unknown")}>
      <span aria-hidden className={cn("size-2 shrink-0", shapes[status])} />
      {word}
    </span>
  );
}
