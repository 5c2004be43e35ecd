import type { ClientBase } from "pg";
import { describeGroup, type GroupDescription } from "./describe-group";
import { type Member, namesOf } from "./member";
import { type GroupPlan, planGroups } from "./plan-groups";
import { type ClassedGroup, reserveGroupIds, selectExploitation, selectGroups, selectGroupsOfNames, selectMembers } from "./queries/groups";
import { selectNames } from "./queries/names";

/** An advisory that leaves its stored group for another. */
export type Move = { id: number; from: number; to: number };
export type Regrouping = {
  /** Every group that is touched, as it is to be stored. `createdAt` in microseconds since 1970. */
  groups: { id: number; createdAt: number; described: GroupDescription }[];
  groupOfAdvisory: Map<number, number>;
  /** For each stored group that is touched: what carries it on. */
  heirs: Map<number, number>;
  moves: Move[];
  /** All advisories of stored groups of which a part goes another way than the rest. */
  fallenApart: number[];
  names: { gone: string[]; added: { name: string; group: number }[] };
  groupOfName: Map<string, number>;
  /** Stored groups that are of another kind, severity or exploitation than before, have other names, or give or take advisories: their findings follow. */
  reclassified: number[];
};

/**
 * Reads the groups that these advisories are in or now share a name with, and works out what becomes of them. `incoming`: advisories as they
 * are to be. `groups`: further groups whose stored advisories have changed.
 */
export async function planRegrouping(
  on: ClientBase,
  { incoming, groups, at }: { incoming: readonly Member[]; groups: readonly number[]; at: Date },
): Promise<Regrouping> {
  const touched = new Set(groups);
  for (const id of await selectGroupsOfNames(on, [...new Set(incoming.flatMap(namesOf))])) touched.add(id);
  for (const { group } of incoming) if (group !== null) touched.add(group);
  const ids = [...touched];
  const isNew = ids.length === 0;
  const replaced = new Map(incoming.map((member) => [member.id, member]));
  const resting = isNew ? [] : (await selectMembers(on, ids)).filter(({ id }) => !replaced.has(id));
  const stored = isNew ? [] : await selectGroups(on, ids);
  const storedNames = isNew ? [] : await selectNames(on, ids);
  const plan = planGroups([...resting, ...incoming], stored);
  await giveIds(on, plan);
  const created = new Map(stored.map(({ id, createdAt }) => [id, createdAt]));
  const regrouping = { ...(await described(on, plan, created, at)), ...movesOf(plan), ...namesOfPlan(plan, storedNames) };
  return { ...regrouping, reclassified: reclassifiedOf(regrouping, stored, storedNames) };
}

async function giveIds(on: ClientBase, { groups }: GroupPlan): Promise<void> {
  const fresh = groups.filter(({ id }) => id === null);
  if (fresh.length === 0) return;
  const ids = await reserveGroupIds(on, fresh.length);
  for (const [i, group] of fresh.entries()) group.id = ids[i] ?? null;
}

async function described(on: ClientBase, { groups }: GroupPlan, created: ReadonlyMap<number, number>, at: Date): Promise<Pick<Regrouping, "groups">> {
  const cves = groups.flatMap(({ names }) => [...names].filter((name) => name.startsWith("CVE-")));
  const exploitation = cves.length === 0 ? new Map() : await selectExploitation(on, cves);
  return {
    groups: groups.map(({ id, members }) => ({
      id: idOf(id),
      createdAt: created.get(idOf(id)) ?? at.getTime() * 1_000,
      described: describeGroup(members, exploitation),
    })),
  };
}

function movesOf({ groups, heirs }: GroupPlan): Pick<Regrouping, "groupOfAdvisory" | "heirs" | "moves" | "fallenApart"> {
  const groupOfAdvisory = new Map<number, number>();
  const moves: Move[] = [];
  const apart = new Set<number>();
  for (const planned of groups) {
    const to = idOf(planned.id);
    for (const { id, group } of planned.members) {
      groupOfAdvisory.set(id, to);
      if (group !== null && group !== to) moves.push({ id, from: group, to });
    }
    for (const from of planned.from) if (heirs.get(from) !== planned) apart.add(from);
  }
  const fallenApart = groups.flatMap(({ members }) => members.flatMap(({ id, group }) => (group !== null && apart.has(group) ? [id] : [])));
  return { groupOfAdvisory, heirs: new Map([...heirs].map(([from, heir]) => [from, idOf(heir.id)])), moves, fallenApart };
}

function namesOfPlan({ groups }: GroupPlan, stored: readonly { name: string; group: number }[]): Pick<Regrouping, "names" | "groupOfName"> {
  const groupOfName = new Map<string, number>();
  for (const { id, names } of groups) for (const name of names) groupOfName.set(name, idOf(id));
  const gone: string[] = [];
  const inPlace = new Set<string>();
  for (const { name, group } of stored) {
    if (groupOfName.get(name) === group) inPlace.add(name);
    else gone.push(name);
  }
  const added = [...groupOfName].flatMap(([name, group]) => (inPlace.has(name) ? [] : [{ name, group }]));
  return { names: { gone, added }, groupOfName };
}

function reclassifiedOf(
  { groups, moves, names }: Omit<Regrouping, "reclassified">,
  stored: readonly ClassedGroup[],
  storedNames: readonly { name: string; group: number }[],
): number[] {
  const storedIds = new Set(stored.map(({ id }) => id));
  const other = new Set(moves.flatMap(({ from, to }) => [from, to]));
  for (const { group } of names.added) if (storedIds.has(group)) other.add(group);
  const gone = new Set(names.gone);
  for (const { name, group } of storedNames) if (gone.has(name)) other.add(group);
  const wanted = new Map(groups.map(({ id, described: is }) => [id, is]));
  for (const { id, kind, rank, isKev, epss } of stored) {
    const is = wanted.get(id);
    if (!is || is.kind !== kind || is.severity.rank !== rank || (is.kevAddedOn !== null) !== isKev || is.epss !== epss) other.add(id);
  }
  return [...other];
}

function idOf(id: number | null): number {
  if (id === null) throw new Error("a group was planned and not given an id");
  return id;
}
