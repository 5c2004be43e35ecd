import type { PoolClient } from "pg";
import { lockAws } from "@/lib/aws/queries/lock";
import { mapResources } from "@/lib/aws/resources/map-resources";
import type { Mapping } from "@/lib/aws/resources/mapping";
import { toArtifactFields, toRule } from "@/lib/aws/resources/present";
import { selectArtifacts } from "@/lib/aws/resources/queries/artifacts";
import { selectResourceRefs } from "@/lib/aws/resources/queries/changes";
import { selectMappings } from "@/lib/aws/resources/queries/mappings";
import { selectNamedRules } from "@/lib/aws/resources/queries/rules";
import type { MappingChanges } from "@/lib/aws/resources/schemas";
import { inTransaction } from "@/lib/db";

const shownMax = 100;

class Undone extends Error {}

/** What a change of the rules is: it writes, and says which resources it may reach and which rule it made. */
export type RuleChange = (client: PoolClient) => Promise<{ resourceIds: readonly number[]; ruleId: number | null }>;

/** Changes rules and maps the resources that they reach in one transaction; `dryRun`: finds out by doing it, and takes all of it back. */
export async function changeRules(change: RuleChange, { dryRun, at }: { dryRun: boolean; at: Date }): Promise<MappingChanges> {
  let changes: MappingChanges | null = null;
  await inTransaction(async (client) => {
    await lockAws(client);
    const { resourceIds, ruleId } = await change(client);
    changes = { dryRun, ...(await remap(client, resourceIds, at)), rule: await ruleOf(client, ruleId) };
    if (dryRun) throw new Undone();
  }).catch((error: unknown) => {
    if (!(error instanceof Undone)) throw error;
  });
  if (changes === null) throw new Error("A change says what it changed.");
  return changes;
}

async function remap(client: PoolClient, resourceIds: readonly number[], at: Date): Promise<Pick<MappingChanges, "changed" | "resources">> {
  const all = await selectMappings(client, resourceIds);
  const { changedResourceIds } = await mapResources(client, { resourceIds, at });
  const shown = await selectResourceRefs(client, changedResourceIds, shownMax);
  const ids = shown.map(({ id }) => id);
  const before = all.filter(({ resourceId }) => ids.includes(resourceId));
  const after = await selectMappings(client, ids);
  const artifacts = await selectArtifacts(
    client,
    [...before, ...after].map(({ artifactId }) => artifactId),
  );
  const of = (mappings: readonly Mapping[]) => (id: number) =>
    mappings.flatMap(({ resourceId, artifactId }) => (resourceId === id ? (artifacts.get(artifactId) ?? []) : [])).map(toArtifactFields);
  const [was, is] = [of(before), of(after)];
  return { changed: changedResourceIds.length, resources: shown.map((resource) => ({ resource, before: was(resource.id), after: is(resource.id) })) };
}

async function ruleOf(client: PoolClient, id: number | null): Promise<MappingChanges["rule"]> {
  const rule = id === null ? undefined : (await selectNamedRules(client)).find((each) => each.id === id);
  return rule ? toRule(rule) : null;
}
