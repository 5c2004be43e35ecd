import type { ClientBase } from "pg";
import type { AwsResource } from "@/lib/aws/model";
import { lockAws } from "@/lib/aws/queries/lock";
import { mergeResource, type ResourceRow, type SaidResource, saysTheSame } from "./merge-resource";
import { insertResources, selectResources, updateResources } from "./queries/resources";

/** `touched`: ids of those that are new, or of which something else is true now: they are to be mapped. */
export type SavedResources = { idOf: ReadonlyMap<string, number>; touched: number[] };

/** Takes in what was said of resources at `at`, on the caller's transaction, and gives their ids in order. Who then maps them is the caller. */
export async function upsertResources(client: ClientBase, resources: readonly AwsResource[], at: Date): Promise<number[]> {
  await lockAws(client);
  const { idOf } = await saveResources(
    client,
    resources.map((resource) => ({ resource, saidMs: at.getTime() })),
  );
  return resources.map(({ key }) => idOf.get(key) ?? 0);
}

/** The same for what was said at different times, by who holds the lock. */
export async function saveResources(client: ClientBase, said: readonly SaidResource[]): Promise<SavedResources> {
  const idOf = new Map<string, number>();
  if (said.length === 0) return { idOf, touched: [] };
  const stored = await selectResources(client, [...new Set(said.map(({ resource }) => resource.key))]);
  const merged = new Map<string, ResourceRow>();
  for (const each of said) {
    const { key } = each.resource;
    merged.set(key, mergeResource(merged.get(key) ?? stored.get(key) ?? null, each));
  }
  const fresh: ResourceRow[] = [];
  const changed: ResourceRow[] = [];
  const touched: number[] = [];
  for (const [key, row] of merged) {
    const known = stored.get(key);
    if (!known) {
      fresh.push(row);
      continue;
    }
    idOf.set(key, known.id);
    const isOther = !saysTheSame(row, known);
    if (isOther) touched.push(known.id);
    if (isOther || isOfOtherTimes(row, known)) changed.push(row);
  }
  await updateResources(client, changed);
  for (const [key, id] of await insertResources(client, fresh)) {
    idOf.set(key, id);
    touched.push(id);
  }
  return { idOf, touched };
}

function isOfOtherTimes(a: ResourceRow, b: ResourceRow): boolean {
  return a.saidMs !== b.saidMs || a.platformMs !== b.platformMs || a.digestMs !== b.digestMs || a.firstSeenMs !== b.firstSeenMs;
}
