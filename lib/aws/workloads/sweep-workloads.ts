import type { Pool } from "pg";
import { recordAudit } from "@/lib/audit";
import { systemContext } from "@/lib/auth/system-context";
import { inTransaction } from "@/lib/db";
import { refreshDeployed } from "@/lib/findings/queue";
import { lockAws } from "../queries/lock";
import { deriveDeployments } from "./derive-deployments";
import { environmentOfWorkload } from "./environment-of-workload";
import { selectOutdatedDigests } from "./queries/candidates";
import { endForgottenAccounts, type SeenPlace, selectSeenPlaces, updateEnvironments } from "./queries/sweep";
import { selectAccountEnvironments } from "./queries/workloads";

/** Digests whose deployments are derived in one transaction. */
const sweepBatch = 200;

/**
 * Derives again what follows otherwise by now: an SBOM or an image index came after its task had started, or the settings have another
 * environment for an account or cluster. Three reads when nothing did. Returns of how many digests it was.
 */
export async function sweepWorkloads(on: Pool, { at }: { at: Date }): Promise<{ derived: number }> {
  const moved = await movePlaces(on, at);
  const outdated = await selectOutdatedDigests(on);
  for (let from = 0; from < outdated.length; from += sweepBatch) {
    const digests = outdated.slice(from, from + sweepBatch);
    await inTransaction(async (client) => {
      await lockAws(client);
      const { observed, artifactIds } = await deriveDeployments(client, digests, at);
      await refreshDeployed(client, artifactIds, at);
      const detail = { digests: digests.length, ...observed };
      await recordAudit(client, systemContext("aws"), { action: "workloads.derived", subjectKind: "workload", subjectId: digests[0] ?? "", detail }, at);
    }, on);
  }
  return { derived: moved + outdated.length };
}

/** Takes what was seen for the environments that the settings say, and ends what is seen no more. Returns of how many digests that was. */
async function movePlaces(on: Pool, at: Date): Promise<number> {
  const places = await misplaced(on);
  if (places.moved.length === 0 && !places.isForgotten) return 0;
  return inTransaction(async (client) => {
    await lockAws(client);
    const { moved } = await misplaced(client);
    const digests = [...new Set([...(await updateEnvironments(client, moved)), ...(await endForgottenAccounts(client, at))])];
    const { observed, artifactIds } = await deriveDeployments(client, digests, at);
    await refreshDeployed(client, artifactIds, at);
    if (digests.length > 0) {
      const detail = { places: moved, ...observed };
      await recordAudit(client, systemContext("aws"), { action: "workloads.moved", subjectKind: "workload", subjectId: digests[0] ?? "", detail }, at);
    }
    return digests.length;
  }, on);
}

async function misplaced(on: Parameters<typeof selectSeenPlaces>[0]): Promise<{ moved: SeenPlace[]; isForgotten: boolean }> {
  const accounts = await selectAccountEnvironments(on);
  const places = (await selectSeenPlaces(on)).map((place) => ({ ...place, said: environmentOfWorkload(accounts, place) }));
  const moved = places.flatMap(({ said, account, cluster, environment }) =>
    said === null || said === environment ? [] : [{ account, cluster, environment: said }],
  );
  return { moved, isForgotten: places.some(({ said, environment, runs }) => said === null && environment !== null && runs) };
}
