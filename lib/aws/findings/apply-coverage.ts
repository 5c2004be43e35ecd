import type { PoolClient } from "pg";
import type { ResourceCoverage } from "@/lib/aws/model";
import { lockAws } from "@/lib/aws/queries/lock";
import { mapResources } from "@/lib/aws/resources/map-resources";
import { type CoverageRow, updateCoverage } from "./queries/coverage";
import { recomputeObservations } from "./recompute-observations";
import { saveResources } from "./upsert-resources";

/**
 * Takes in what Inspector says of the scanning of resources, on the caller's transaction: of each the latest word counts. What it says of closed
 * findings (gone, no longer scanned) follows. Returns how many resources it said something later of.
 */
export async function applyCoverage(client: PoolClient, { coverage, at }: { coverage: readonly ResourceCoverage[]; at: Date }): Promise<{ changed: number }> {
  await lockAws(client);
  const { idOf, touched } = await saveResources(
    client,
    coverage.map(({ resource, at: said }) => ({ resource, saidMs: Date.parse(said) })),
  );
  if (touched.length > 0) await mapResources(client, { resourceIds: touched, at });
  const changed = await updateCoverage(client, [...latestOf(coverage, idOf).values()]);
  await recomputeObservations(client, { resourceIds: changed, which: "closed", at });
  return { changed: changed.length };
}

function latestOf(coverage: readonly ResourceCoverage[], idOf: ReadonlyMap<string, number>): Map<number, CoverageRow> {
  const latest = new Map<number, CoverageRow>();
  for (const { resource, status, reason, scannedAt, at } of coverage) {
    const resourceId = idOf.get(resource.key) ?? 0;
    const row = { resourceId, status, reason, scannedMs: scannedAt === null ? null : Date.parse(scannedAt), atMs: Date.parse(at) };
    const other = latest.get(resourceId);
    if (!other || isGreater(row, other)) latest.set(resourceId, row);
  }
  return latest;
}

function isGreater(a: CoverageRow, b: CoverageRow): boolean {
  if (a.atMs !== b.atMs) return a.atMs > b.atMs;
  if (a.status !== b.status) return a.status > b.status;
  if (a.reason !== b.reason) return a.reason > b.reason;
  return (a.scannedMs ?? Number.NEGATIVE_INFINITY) > (b.scannedMs ?? Number.NEGATIVE_INFINITY);
}
