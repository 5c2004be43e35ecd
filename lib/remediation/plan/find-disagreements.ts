import type { ClientBase } from "pg";
import { selectSaidBy } from "./queries/names";
import type { ReadPlan } from "./read-plan";
import type { Disagreement } from "./schemas";
import type { Group } from "./shown-groups";

const disagreementsMax = 5;

type Said = { vulnerabilityId: number; fixes: { advisoryId: number; fixed: string | null }[] };

/** Of each group the vulnerabilities of which sources say different things of where they are fixed, 5 at most, those with most findings first. */
export async function findDisagreements(client: ClientBase, read: ReadPlan, groups: readonly Group[]): Promise<ReadonlyMap<Group, Disagreement[]>> {
  const found = new Map(groups.map((group) => [group, disagreementsOf(read, group)]));
  const all = [...found.values()].flat();
  const names = await selectSaidBy(
    client,
    [...new Set(all.flatMap(({ fixes }) => fixes.map(({ advisoryId }) => advisoryId)))],
    [...new Set(all.map(({ vulnerabilityId }) => vulnerabilityId))],
  );
  const toDisagreement = ({ vulnerabilityId, fixes }: Said): Disagreement[] => {
    const vulnerability = names.vulnerabilities.get(vulnerabilityId);
    const said = fixes.flatMap(({ advisoryId, fixed }) => {
      const by = names.advisories.get(advisoryId);
      return by ? [{ ...by, fixed }] : [];
    });
    return vulnerability === undefined ? [] : [{ vulnerability, fixes: said }];
  };
  return new Map([...found].map(([group, said]) => [group, said.flatMap(toDisagreement)]));
}

function disagreementsOf({ ground: { input } }: ReadPlan, { subject, wanted, versions }: Group): Said[] {
  const { classes } = input;
  const item = classes.items[subject];
  if (!item?.isOrdered) return [];
  const facts = input.facts.of(item.packageId, item.release);
  const inUse = [...versions.keys()].flatMap((id) => {
    const { version, key } = classes.subject(classes.place(id)) ?? { version: "", key: null };
    return key === null ? [] : [{ version, key }];
  });
  const found: Said[] = [];
  for (const [vulnerabilityId] of [...wanted].sort((a, b) => b[1] - a[1] || a[0] - b[0])) {
    const fixes = inUse.map((version) => facts.disagreement(version, vulnerabilityId)).find((said) => said.length > 0);
    if (fixes) found.push({ vulnerabilityId, fixes });
    if (found.length === disagreementsMax) break;
  }
  return found;
}
