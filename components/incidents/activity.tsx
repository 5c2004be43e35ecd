import { causeWords, statusWords } from "@/components/incidents/words";
import { plural } from "@/components/ui/number-format";
import { ShortTime } from "@/components/ui/time";
import { VisibleText } from "@/components/ui/visible-text";
import type { IncidentActivity as Entry, RunCause, ServiceWorkStatus } from "@/lib/incidents/schemas";

const words: Readonly<Record<string, string>> = {
  "incident.opened": "Opened",
  "incident.changed": "Changed",
  "incident.closed": "Closed",
  "incident.reopened": "Opened again",
  "incident.revised": "List revised",
  "incident.run": "Another answer",
  "incident.service_changed": "Service",
  "incident.service_reopened": "Service to do again",
};

/** What happened, from the audit trail: newest first. */
export function IncidentActivity({ activity }: { activity: readonly Entry[] }) {
  return (
    <ol aria-label="Activity" className="flex flex-col gap-2">
      {activity.map((entry, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: several entries share a moment
        <li key={`${entry.at} ${index}`} className="grid grid-cols-[7rem_minmax(0,1fr)] gap-x-3">
          <ShortTime at={entry.at} className="text-muted" />
          <span className="wrap-anywhere">
            <span className="font-medium">{words[entry.action] ?? entry.action}</span>
            {entry.actor.kind === "system" ? null : (
              <>
                {" by "}
                <VisibleText text={entry.actor.name} />
              </>
            )}
            <span className="text-muted">
              <VisibleText text={noteOf(entry)} />
            </span>
          </span>
        </li>
      ))}
    </ol>
  );
}

function noteOf({ action, detail }: Entry): string {
  const given = (typeof detail === "object" && detail !== null ? detail : {}) as Record<string, unknown>;
  const number = (name: string) => (typeof given[name] === "number" ? given[name] : 0);
  if (action === "incident.run") return runNote(given, number);
  if (action === "incident.revised") return `: revision ${number("revision")}, +${plural(number("added"), "indicator")}, -${number("removed")}`;
  if (action === "incident.service_reopened") return `: ${String(given.service)}. ${String(given.note ?? "")}`;
  if (action === "incident.service_changed") {
    const status = statusWords[given.status as ServiceWorkStatus] ?? String(given.status);
    return `: ${String(given.service)} is ${status}${given.reason ? `, ${String(given.reason)}` : ""}${given.assignee ? `, with ${String(given.assignee)}` : ""}`;
  }
  if (action === "incident.changed") {
    const names = ["title", "severity", "window", "notes"].filter((name) => name in given);
    return names.length === 0 ? "" : `: ${names.join(", ")}`;
  }
  return "";
}

function runNote(given: Record<string, unknown>, number: (name: string) => number): string {
  const services = Array.isArray(given.services) ? given.services.slice(0, 10).map(String).join(", ") : "";
  const parts = [
    number("joined") > 0 ? `${plural(number("joined"), "service")} newly affected` : "",
    number("nowAgain") > 0 ? `${plural(number("nowAgain"), "service")} holding it again` : "",
    number("notNow") > 0 ? `${plural(number("notNow"), "service")} not holding it any more` : "",
    number("left") > 0 ? `${plural(number("left"), "service")} not affected any more` : "",
  ].filter((part) => part !== "");
  const why = causeWords[given.cause as RunCause] ?? String(given.cause);
  return ` because ${why}: ${parts.length === 0 ? "other numbers, the same services affected" : parts.join(", ")}${services === "" ? "" : ` (${services})`}`;
}
