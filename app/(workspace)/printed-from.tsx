import { headers } from "next/headers";
import { absoluteUtc } from "@/components/ui/time-format";
import { addressOf } from "@/components/urls";

/** At the end of what is printed: from which installation, and when. */
export async function PrintedFrom() {
  return (
    <p className="mt-4 hidden text-muted text-xs print:block">
      {addressOf(await headers())}, {absoluteUtc(new Date().toISOString())}
    </p>
  );
}
