import { stringify } from "csv-stringify/sync";
import type { Incident, IncidentService } from "./schemas";

const columns = [
  "incident",
  "revision",
  "as_of",
  "service",
  "team",
  "contact",
  "on_call",
  "chat",
  "email",
  "verdict",
  "now",
  "during",
  "built",
  "running",
  "production",
  "unknown_reason",
  "status",
  "reason",
  "assignee",
  "note",
  "changed_by",
  "changed_at",
  "since",
  "holds",
] as const;

/** The services of an incident as RFC 4180 lines under a head. A cell that a spreadsheet would run as a formula is made text. */
export function toCsv(incident: Incident, asOf: string): string {
  const rows = incident.services.data.map((line) => ({ incident: String(incident.id), revision: String(incident.revision), as_of: asOf, ...recordOf(line) }));
  return stringify(rows, { columns: [...columns], header: true, escape_formulas: true, record_delimiter: "windows" });
}

function recordOf(line: IncidentService): Record<string, string> {
  return {
    service: line.service.slug,
    team: line.team?.slug ?? "",
    contact: line.team?.contact ?? "",
    on_call: line.team?.contacts?.onCall ?? "",
    chat: line.team?.contacts?.chat ?? "",
    email: line.team?.contacts?.email ?? "",
    verdict: verdictOf(line),
    now: String(line.now),
    during: String(line.during),
    built: String(line.built),
    running: String(line.running),
    production: String(line.production),
    unknown_reason: line.unknown ?? "",
    status: line.status ?? "",
    reason: line.reason ?? "",
    assignee: line.assignee ?? "",
    note: line.note ?? "",
    changed_by: line.changed?.by ?? "",
    changed_at: line.changed?.at ?? "",
    since: line.since ?? "",
    holds: holdsText(line),
  };
}

/** Affected on any side; unknown; or neither, but somebody said something of it. */
export function verdictOf({ now, during, built, running, unknown }: IncidentService): "affected" | "unknown" | "not found" {
  if (now || during || built || running) return "affected";
  return unknown === null ? "not found" : "unknown";
}

/** What a service holds or held, as text. */
export function holdsText({ holds, holdsCount }: IncidentService): string {
  const names = holds.map(({ ecosystem, name, version }) => `${ecosystem}:${name}@${version}`).join("; ");
  const more = holdsCount - holds.length;
  return more > 0 ? `${names}${names === "" ? "" : "; "}and ${more} more` : names;
}
