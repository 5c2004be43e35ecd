import { recordAudit } from "@/lib/audit";
import { requireScope, type Verb } from "@/lib/context";
import { inTransaction } from "@/lib/db";
import { serviceNotFound } from "@/lib/inventory/read";
import { changedMeanwhile, incidentClosed, incidentNotFound } from "./not-found";
import { toWork } from "./present";
import { lockIncident } from "./queries/incidents";
import { recordedAt } from "./queries/moments";
import { selectServiceBySlug } from "./queries/services";
import { insertWork, selectWorkOf, type Work } from "./queries/work";
import { type ServiceWork, type SetServiceStatus, setServiceStatusSchema } from "./schemas";

/**
 * Says what is being done about a service of an incident, also about one of which nothing is known. What is so already changes nothing. Needs
 * `incidents:write`; throws `not_found`, `conflict` with `version_changed` when somebody said something since it was seen, and for a closed incident.
 */
export async function setServiceStatus({ ctx, input }: Verb<SetServiceStatus>): Promise<ServiceWork> {
  requireScope(ctx, "incidents:write");
  const { id, slug, version, status, ...said } = setServiceStatusSchema.parse(input);
  return inTransaction(async (client) => {
    const state = await lockIncident(client, id);
    if (state === null) throw incidentNotFound(id);
    if (state.status === "closed") throw incidentClosed();
    const service = await selectServiceBySlug(client, slug);
    if (service === null) throw serviceNotFound(slug);
    const before = await selectWorkOf(client, id, service.id);
    if ((before?.version ?? 0) !== version) throw changedMeanwhile(service.name, before?.version ?? 0);
    const next: Work = {
      serviceId: service.id,
      version: version + 1,
      at: await recordedAt(client, id),
      byName: ctx.actor.name,
      cause: "person",
      status,
      reason: status === "not_affected" ? (said.reason ?? null) : null,
      assignee: said.assignee === undefined ? (before?.assignee ?? null) : said.assignee,
      note: said.note === undefined ? (before?.note ?? null) : said.note,
    };
    if (before && isSame(before, next)) return toWork(service, before);
    await insertWork(client, id, [next]);
    const detail = { service: slug, ...factsOf(next), before: before && factsOf(before) };
    await recordAudit(client, ctx, { action: "incident.service_changed", subjectKind: "incident", subjectId: String(id), detail }, next.at);
    return toWork(service, next);
  });
}

const factsOf = ({ status, reason, assignee, note }: Work) => ({ status, reason, assignee, note });

function isSame(a: Work, b: Work): boolean {
  return a.status === b.status && a.reason === b.reason && a.assignee === b.assignee && a.note === b.note;
}
