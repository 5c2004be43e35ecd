import { activityWord, retractionOf } from "@/components/alerts/alert-words";
import { plural } from "@/components/ui/number-format";
import { ShortTime } from "@/components/ui/time";
import { VisibleText } from "@/components/ui/visible-text";
import type { AlertActivity as Entry } from "@/lib/alerts/schemas";

/** What happened to the alert, from the audit trail. */
export function AlertActivity({ activity }: { activity: readonly Entry[] }) {
  if (activity.length === 0) return <p className="text-muted">The audit trail has nothing about it.</p>;
  return (
    <ol className="flex flex-col gap-2">
      {activity.map((entry) => (
        <li key={`${entry.at} ${entry.action}`} className="grid grid-cols-[7rem_minmax(0,1fr)] gap-x-3">
          <ShortTime at={entry.at} className="text-muted" />
          <span className="wrap-anywhere">
            <span className="font-medium">{activityWord(entry.action)}</span>
            {entry.actor.kind === "system" ? null : (
              <>
                {" by "}
                <VisibleText text={entry.actor.name} />
              </>
            )}
            <span className="text-muted">{noteOf(entry)}</span>
          </span>
        </li>
      ))}
    </ol>
  );
}

function noteOf({ action, detail }: Entry): string {
  const given = (typeof detail === "object" && detail !== null ? detail : {}) as Record<string, unknown>;
  if (action === "alert.retracted") return `: ${retractionOf(String(given.reason))}`;
  if (action === "alert.acknowledged") return given.state === "retracted" ? ": that it was retracted" : ": that it stands";
  if (typeof given.serviceCount !== "number" || typeof given.presentServiceCount !== "number") return "";
  return `: ${plural(given.presentServiceCount, "service")} had it then, ${plural(given.serviceCount - given.presentServiceCount, "other")} before`;
}
