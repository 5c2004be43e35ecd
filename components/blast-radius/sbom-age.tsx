import { TriangleAlert } from "lucide-react";
import { cn } from "@/components/ui/cn";
import { absoluteUtc, duration } from "@/components/ui/time-format";
import type { AffectedRow } from "@/lib/blast-radius/schemas";

/** How old the SBOM of a row is, and in words why it may not be the whole truth. */
export function SbomAge({ row }: { row: Pick<AffectedRow, "sbomAgeSeconds" | "stale" | "incomplete"> & { build: { builtAt: string } } }) {
  const doubts = [row.stale ? "stale" : "", row.incomplete ? "incomplete" : ""].filter(Boolean).join(", ");
  return (
    <span
      title={`SBOM of ${absoluteUtc(row.build.builtAt)}${doubts ? `, ${doubts}` : ""}`}
      className={cn("inline-flex items-center gap-1 whitespace-nowrap", doubts ? "text-unknown" : "text-muted")}
    >
      {doubts ? <TriangleAlert aria-label={doubts} className="size-3.5 shrink-0" /> : null}
      {duration(row.sbomAgeSeconds)}
    </span>
  );
}
