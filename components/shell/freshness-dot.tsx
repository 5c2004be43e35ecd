import Link from "next/link";
import { cn } from "@/components/ui/cn";
import { RelativeTime } from "@/components/ui/time";

type FreshnessDotProps = {
  /** When the last SBOM was committed, or null when there is none. */
  lastUploadAt: string | null;
  /** Services without an SBOM or with none inside the window. */
  behind: number;
};

/** How old what is shown here is, on every page. The shape tells apart what the colour does. */
export function FreshnessDot({ lastUploadAt, behind }: FreshnessDotProps) {
  const good = lastUploadAt !== null && behind === 0;
  return (
    <Link href="/services" className="flex items-center gap-1.5 whitespace-nowrap rounded text-muted text-xs hover:text-fg max-lg:hidden">
      <span aria-hidden className={cn("size-[7px]", good ? "rounded-full bg-clean" : "rotate-45 bg-unknown")} />
      {lastUploadAt === null ? (
        "No SBOM yet"
      ) : (
        <span>
          Last SBOM <RelativeTime at={lastUploadAt} />
          {behind > 0 ? `, ${behind} behind` : ""}
        </span>
      )}
    </Link>
  );
}
