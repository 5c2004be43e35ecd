import { recordAudit } from "@/lib/audit";
import { requireScope, type Verb } from "@/lib/context";
import { inTransaction } from "@/lib/db";
import { WhereinError } from "@/lib/errors";
import { refreshDeployed } from "@/lib/findings/queue";
import { earlier, requireOrder, requirePast } from "./moments";
import { toDeployment } from "./present";
import { selectDeploymentsById } from "./queries/rows";
import { lockDeploymentsOf, selectEnd, selectLatestEnd, selectPlaceOf, updateEnd } from "./queries/spans";
import { type DeploymentAnswer, type EndDeployment, endDeploymentSchema } from "./schemas";
import { isObserved, type ObservedSource, sourceNames } from "./source";

/**
 * Says that a deployment ended, now or then; another moment corrects an end, though never past the beginning of the one that replaced it.
 * What ended already stays as it is without a moment. Needs `deployment:write`; throws `not_found`, `invalid`, and `conflict` for
 * what is observed: that ends when it stops.
 */
export async function endDeployment({ ctx, input }: Verb<EndDeployment>): Promise<DeploymentAnswer> {
  requireScope(ctx, "deployment:write");
  const { id, to } = endDeploymentSchema.parse(input);
  const now = new Date();
  const at = to === undefined ? now : new Date(to);
  requirePast("?to", at, now);
  return inTransaction(async (client) => {
    const place = await selectPlaceOf(client, id);
    if (place === null) throw new WhereinError("not_found", `There is no deployment with the id ${id}.`, { reason: "deployment_not_found" });
    if (isObserved(place.source)) throw observed(id, place.source);
    await lockDeploymentsOf(client, [place.artifactId]);
    const before = await selectEnd(client, place.artifactId, id);
    const answer = async (changed: boolean) => ({ data: (await selectDeploymentsById(client, [place.artifactId], [id])).map(toDeployment), changed });
    if (before !== null && to === undefined) return answer(false);
    requireOrder("?to", place.from, at);
    const end = earlier(at, await selectLatestEnd(client, place, place)) ?? at;
    if (before?.getTime() === end.getTime()) return answer(false);
    await updateEnd(client, place.artifactId, id, { said: at, to: end });
    await refreshDeployed(client, [place.artifactId], now);
    const detail = { artifactId: place.artifactId, environment: place.environment, buildSeq: place.buildSeq, to: end, before };
    await recordAudit(client, ctx, { action: "deployment.ended", subjectKind: "deployment", subjectId: id, detail });
    return answer(true);
  });
}

function observed(id: string, source: ObservedSource): WhereinError {
  const detail = `The deployment ${id} is observed in ${sourceNames[source]}: it ends when nothing of it runs there any more, and nobody has to say so.`;
  return new WhereinError("conflict", detail, { reason: "deployment_observed" });
}
