import { cn } from "@/components/ui/cn";
import type { ServiceStatus } from "@/lib/inventory/read/schemas";

export const statusWords: Record<ServiceStatus, string> = { fresh: "current", stale: "stale", no_sbom: "never seen" };

const shapes: Record<ServiceStatus, string> = {
  fresh: "rounded-full bg-clean",
  stale: "rotate-45 rounded-[1px] bg-unknown",
  no_sbom: "rounded-full border-[1.5px] border-unknown",
};

/** How much is known of a service: a shape, a word and a colour. */
export function ServiceStatusMark({ status }: { status: ServiceStatus }) {
  return (
    <span className={cn("inline-flex items-center gap-1.5", status !== "fresh" && "text-unknown")}>
      <span aria-hidden className={cn("size-2", shapes[status])} />
      {statusWords[status]}
    </span>
  );
}
