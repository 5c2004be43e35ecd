import { recordAudit } from "@/lib/audit";
import { type Context, requireScope, type Verb } from "@/lib/context";
import { inTransaction } from "@/lib/db";
import { checkIncident } from "./check-incident";
import { getIncident } from "./get-incident";
import { changedMeanwhile, incidentNotFound } from "./not-found";
import { type Edition, type IncidentState, insertEdition, lockIncident } from "./queries/incidents";
import { recordedAt } from "./queries/moments";
import { type ChangeIncident, changeIncidentSchema, type Incident, type RunCause } from "./schemas";
import { fromWindow, toWindow, windowKey } from "./window";

/**
 * Changes what people say of an incident: title, severity, window, notes; closes it, which ends its runs, or opens it again. What is so already
 * changes nothing. Another window is asked about at once. Needs `incidents:write` and `inventory:read`; throws `not_found`, and `conflict` with
 * `version_changed` when somebody changed it since it was seen.
 */
export async function changeIncident({ ctx, input }: Verb<ChangeIncident>): Promise<Incident> {
  requireScope(ctx, "incidents:write");
  requireScope(ctx, "inventory:read");
  const { id, version, window, ...said } = changeIncidentSchema.parse(input);
  const cause = await inTransaction(async (client) => {
    const state = await lockIncident(client, id);
    if (state === null) throw incidentNotFound(id);
    if (state.version !== version) throw changedMeanwhile("The incident", state.version);
    const at = await recordedAt(client, id);
    const next = editionAfter(state, { ...said, ...(window === undefined ? {} : fromWindow(window)) }, { at, byName: ctx.actor.name });
    const changed = changedFields(state, next);
    if (Object.keys(changed).length === 0) return null;
    await insertEdition(client, id, next);
    await audit(client, ctx, { id, state, next, changed });
    return causeOf(state, next);
  });
  if (cause !== null) await checkIncident(ctx, id, cause);
  return getIncident({ ctx, input: { id } });
}

type Said = { [Name in "title" | "severity" | "windowFrom" | "windowTo" | "notes" | "status"]?: Edition[Name] | undefined };

function editionAfter(state: IncidentState, said: Said, { at, byName }: Pick<Edition, "at" | "byName">): Edition {
  const { title, severity, windowFrom, windowTo, notes, status, version } = state;
  const given = Object.fromEntries(Object.entries(said).filter(([, value]) => value !== undefined));
  return { title, severity, windowFrom, windowTo, notes, status, ...given, at, byName, version: version + 1 };
}

/** What is another one, as the audit trail has it: the notes only as that they are. */
function changedFields(before: Edition, after: Edition): Record<string, unknown> {
  const changed: Record<string, unknown> = {};
  if (before.title !== after.title) changed.title = after.title;
  if (before.severity !== after.severity) changed.severity = after.severity;
  if (windowKey(before) !== windowKey(after)) changed.window = toWindow(after);
  if (before.notes !== after.notes) changed.notes = { chars: after.notes.length };
  if (before.status !== after.status) changed.status = after.status;
  return changed;
}

type Changed = { id: number; state: IncidentState; next: Edition; changed: Record<string, unknown> };

async function audit(client: Parameters<typeof recordAudit>[0], ctx: Context, { id, state, next, changed }: Changed): Promise<void> {
  const { title, severity, status } = state;
  const earlier: Record<string, unknown> = { title, severity, status, window: toWindow(state), notes: { chars: state.notes.length } };
  const before = Object.fromEntries(Object.keys(changed).map((name) => [name, earlier[name]]));
  const action = changed.status === undefined ? "incident.changed" : next.status === "closed" ? "incident.closed" : "incident.reopened";
  await recordAudit(client, ctx, { action, subjectKind: "incident", subjectId: String(id), detail: { version: next.version, ...changed, before } }, next.at);
}

/** Why it is to be asked again now; null: it is not. */
function causeOf(before: Edition, after: Edition): RunCause | null {
  if (after.status === "closed") return null;
  if (before.status === "closed") return "reopened";
  return windowKey(before) === windowKey(after) ? null : "window";
}
