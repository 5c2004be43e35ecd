"use client";
import Link from "next/link";
import { usePathname, useRouter } from "next/navigation";
import { useEffect, useRef, useState } from "react";
import { headlineOf, packagesOf } from "@/components/alerts/alert-words";
import { BannerAlert } from "@/components/alerts/banner-alert";
import { cn } from "@/components/ui/cn";
import { plural } from "@/components/ui/number-format";
import { usePolled } from "@/components/ui/use-polled";
import type { Alert, Attention } from "@/lib/alerts/schemas";
import { visible } from "@/lib/text/visible.mjs";

const everyMs = () => 4_000;
const shownMax = 2;

/** What nobody has acknowledged yet, at the top of every page; it comes and goes without a reload. */
export function AlertBanner({ initial }: { initial: Attention }) {
  const { value, refresh } = usePolled("/api/v1/alerts/attention", initial, everyMs);
  const router = useRouter();
  const path = usePathname();
  const said = useAnnouncement(value.data);
  const { standing, retracted } = value.meta;
  const shown = value.data.slice(0, shownMax);
  const more = standing + retracted - shown.length;
  async function onDone() {
    await refresh();
    // The pages of alerts show who acknowledged.
    if (path.startsWith("/alerts")) router.refresh();
  }
  return (
    <>
      <p role="status" className="sr-only">
        {said}
      </p>
      {shown.length === 0 ? null : (
        <section aria-label="Alerts" className={cn("border-b px-4 sm:px-6", standing > 0 ? "border-malware/30 bg-malware-soft" : "border-line bg-sunken")}>
          <div className="mx-auto max-w-[1392px]">
            <ul className="divide-y divide-line">
              {shown.map((alert) => (
                <BannerAlert key={`${alert.id}:${alert.state}`} alert={alert} onDone={onDone} />
              ))}
            </ul>
            {more > 0 ? (
              <p className="border-line border-t py-1.5">
                <Link href="/alerts" className="link-inline">
                  {plural(more, "more alert needs", "more alerts need")} to be looked at
                </Link>
              </p>
            ) : null}
          </div>
        </section>
      )}
    </>
  );
}

/** In words for screen readers, what has come since the page was opened. */
function useAnnouncement(alerts: readonly Alert[]): string {
  const known = useRef<Set<string> | null>(null);
  const [said, setSaid] = useState("");
  useEffect(() => {
    const keys = alerts.map(({ id, state }) => `${id}:${state}`);
    const fresh = known.current === null ? [] : alerts.filter(({ id, state }) => !known.current?.has(`${id}:${state}`));
    known.current = new Set([...(known.current ?? []), ...keys]);
    if (fresh.length > 0) setSaid(fresh.map(sentenceOf).join(" "));
  }, [alerts]);
  return said;
}

function sentenceOf(alert: Alert): string {
  const what = visible(`${packagesOf(alert).slice(0, 3).join(", ")} (${alert.vulnerability.id})`);
  return alert.state === "retracted" ? `Alert retracted: ${what}.` : `New alert. ${headlineOf(alert)}: ${what}.`;
}
