import { recordAudit } from "@/lib/audit";
import { requireScope, type Verb } from "@/lib/context";
import { inTransaction } from "@/lib/db";
import { checkIncident } from "./check-incident";
import { getIncident } from "./get-incident";
import { givenList } from "./given-list";
import { insertEdition, insertIncident } from "./queries/incidents";
import { insertRevision } from "./queries/revisions";
import { type Incident, type OpenIncident, openIncidentSchema } from "./schemas";
import { requireTerms } from "./terms-of-lists";
import { fromWindow } from "./window";

/**
 * Saves a list of indicators as an incident and asks who is affected. Needs `incidents:write` and `inventory:read`; throws `not_found` for a list that
 * is not kept, `invalid` for a text that is none.
 */
export async function openIncident({ ctx, input }: Verb<OpenIncident>): Promise<Incident> {
  requireScope(ctx, "incidents:write");
  requireScope(ctx, "inventory:read");
  const { title, severity, window, notes, ...given } = openIncidentSchema.parse(input);
  const listId = await givenList(ctx, given);
  const indicators = (await requireTerms([listId])).size;
  const id = await inTransaction(async (client) => {
    const at = new Date();
    const added = await insertIncident(client, at);
    const byName = ctx.actor.name;
    await insertEdition(client, added, { version: 1, at, byName, title, severity, ...fromWindow(window), notes, status: "open" });
    await insertRevision(client, added, { revision: 1, listIds: [listId], at, byName, note: null, indicators, added: indicators, removed: 0 });
    const detail = { title, severity, window, list: listId, indicators };
    await recordAudit(client, ctx, { action: "incident.opened", subjectKind: "incident", subjectId: String(added), detail }, at);
    return added;
  });
  await checkIncident(ctx, id, "opened");
  return getIncident({ ctx, input: { id } });
}
