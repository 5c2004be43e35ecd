import type { ClientBase, PoolClient } from "pg";
import { lockMatching } from "@/lib/matching";
import { regroupAlerts } from "./move-alerts";
import { copyGroups, deleteGroups } from "./queries/groups";
import { collectFindings, collectFindingsInPlace, deleteCollectedFindings, hasFindings, insertCollectedFindings, moveMatches } from "./queries/history";
import { copyNames, deleteNames } from "./queries/names";
import type { Regrouping } from "./regroup";

/** Writes groups and their names as they are to be. The advisories themselves have their groups already. */
export async function storeGroups(on: ClientBase, { groups, heirs, names }: Regrouping): Promise<void> {
  if (heirs.size > 0) await deleteGroups(on, [...heirs.keys()]);
  if (names.gone.length > 0) await deleteNames(on, names.gone);
  await copyGroups(on, groups);
  if (names.added.length > 0) await copyNames(on, names.added);
}

/**
 * Gives the matches, findings and alerts of groups that merge or fall apart to the groups that their advisories are in now. A finding that both
 * parts support exists for both, with the time at which it opened. Nothing else matches or opens findings meanwhile.
 */
export async function moveHistory(client: PoolClient, { moves, heirs, groupOfName }: Regrouping, at: Date): Promise<void> {
  if (moves.length === 0) return;
  await lockMatching(client, "exclusive");
  const from = [...new Set(moves.map((move) => move.from))];
  if (await hasFindings(client, from)) {
    const collected = await collectFindings(client, { from, to: from.map((group) => heirs.get(group) ?? group), at });
    if (collected > 0) {
      await collectFindingsInPlace(client);
      await deleteCollectedFindings(client);
      await insertCollectedFindings(client);
    }
  }
  await moveMatches(
    client,
    moves.map(({ id }) => id),
    moves.map(({ to }) => to),
  );
  await regroupAlerts(client, {
    groups: [...new Set(moves.flatMap((move) => [move.from, move.to]))],
    groupOfName: (name) => groupOfName.get(name) ?? null,
    heirOf: (group) => heirs.get(group) ?? group,
    at,
  });
}
