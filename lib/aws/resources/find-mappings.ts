import type { ClientBase } from "pg";
import type { Mapping, MappingWay } from "./mapping";
import { selectByDigest, selectByIndex } from "./queries/by-digest";
import { selectByName, selectByTag } from "./queries/by-names";
import { type ResourceFacts, selectResourceFacts } from "./queries/facts";
import { type MappingRule, selectRules } from "./queries/rules";
import { ruleFinder } from "./rules/first-rule";

type Way = (on: ClientBase, resources: readonly ResourceFacts[]) => Promise<Omit<Mapping, "by">[]>;

const digested = (resources: readonly ResourceFacts[]) => resources.flatMap(({ id, digest }) => (digest === null ? [] : [{ id, digest }]));
const idsOf = (resources: readonly ResourceFacts[]) => resources.map(({ id }) => id);

/** Surest first. */
const ways: readonly [MappingWay, Way][] = [
  ["digest", (on, resources) => selectByDigest(on, digested(resources))],
  ["index", (on, resources) => selectByIndex(on, digested(resources))],
  ["rule", async (on, resources) => byRule(await selectRules(on), resources)],
  ["tag", (on, resources) => selectByTag(on, idsOf(resources))],
  ["name", async (on, resources) => (await selectByName(on, idsOf(resources))).map((found) => ({ ...found, buildSeq: null }))],
];

/** What these resources are, by the surest way that tells each of them. */
export async function findMappings(on: ClientBase, ids: readonly number[]): Promise<Mapping[]> {
  let rest = await selectResourceFacts(on, ids);
  const mappings: Mapping[] = [];
  for (const [by, way] of ways) {
    if (rest.length === 0) break;
    const found = await way(on, rest);
    mappings.push(...found.map((mapping) => ({ ...mapping, by })));
    const told = new Set(found.map(({ resourceId }) => resourceId));
    rest = rest.filter(({ id }) => !told.has(id));
  }
  return mappings;
}

function byRule(rules: readonly MappingRule[], resources: readonly ResourceFacts[]): Omit<Mapping, "by">[] {
  if (rules.length === 0) return [];
  const ruleOf = ruleFinder(rules);
  return resources.flatMap((resource) => {
    const rule = ruleOf(resource);
    return rule === null ? [] : [{ resourceId: resource.id, artifactId: rule.artifactId, buildSeq: null }];
  });
}
