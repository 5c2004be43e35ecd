import type { PoolClient } from "pg";
import { recomputeObservations } from "@/lib/aws/findings/recompute-observations";
import { lockAws } from "@/lib/aws/queries/lock";
import { findMappings } from "./find-mappings";
import type { Mapping } from "./mapping";
import { deleteMappings, selectMappings, upsertMappings } from "./queries/mappings";

export type MapResources = { resourceIds: readonly number[] /** When the caller's transaction takes place. */; at: Date };

/** Resources that are looked for at once. */
const batch = 1_000;

/**
 * Makes these resources the artifacts that they are by all that is known now, and their observations follow. Call it for resources that are
 * new or whose digest, name, tags or labels changed. It takes the lock of AWS and writes on the caller's transaction. Returns those of which something changed.
 */
export async function mapResources(client: PoolClient, { resourceIds, at }: MapResources): Promise<{ changedResourceIds: number[] }> {
  await lockAws(client);
  const ids = [...new Set(resourceIds)].sort((a, b) => a - b);
  const changed = new Set<number>();
  const moved = new Set<number>();
  const left: Mapping[] = [];
  for (let start = 0; start < ids.length; start += batch) {
    const changes = await mapBatch(client, ids.slice(start, start + batch), at);
    for (const { resourceId } of [...changes.gone, ...changes.set]) changed.add(resourceId);
    for (const { resourceId } of [...changes.gone, ...changes.added]) moved.add(resourceId);
    left.push(...changes.gone);
  }
  if (moved.size > 0)
    await recomputeObservations(client, { resourceIds: [...moved], formerArtifactIds: [...new Set(left.map(({ artifactId }) => artifactId))], at });
  return { changedResourceIds: [...changed] };
}

/** `gone`: artifacts that a resource is no more. `set`: mappings that are new or other than before; `added`: those of them that are new. */
type Changes = { gone: Mapping[]; set: Mapping[]; added: Mapping[] };

async function mapBatch(client: PoolClient, ids: readonly number[], at: Date): Promise<Changes> {
  const stored = await selectMappings(client, ids);
  // What its scanner says of a resource is not for us to change.
  const scanned = new Set(stored.filter(({ by }) => by === "scan").map(placeOf));
  const before = new Map(stored.filter(({ by }) => by !== "scan").map((mapping) => [placeOf(mapping), mapping]));
  const found = (await findMappings(client, ids)).filter((mapping) => !scanned.has(placeOf(mapping)));
  const wanted = new Set(found.map(placeOf));
  const gone = [...before.values()].filter((mapping) => !wanted.has(placeOf(mapping)));
  const set = found.filter((mapping) => !isSame(before.get(placeOf(mapping)), mapping));
  await deleteMappings(client, gone);
  await upsertMappings(client, set, at);
  return { gone, set, added: set.filter((mapping) => !before.has(placeOf(mapping))) };
}

const placeOf = ({ resourceId, artifactId }: Mapping) => `${resourceId} ${artifactId}`;
const isSame = (before: Mapping | undefined, { buildSeq, by }: Mapping) => before?.buildSeq === buildSeq && before.by === by;
