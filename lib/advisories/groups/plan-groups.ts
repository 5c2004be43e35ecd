import { type Member, namesOf } from "./member";

export type StoredGroup = { id: number; displayId: string; createdAt: number };

/** A group as it is to be, with the stored groups that its members come from. `id` null: it is new. */
export type PlannedGroup = { id: number | null; members: Member[]; names: Set<string>; from: Set<number> };
export type GroupPlan = {
  groups: PlannedGroup[];
  /** For each stored group that was given: what carries it on. The same object for several: they merge. */
  heirs: Map<number, PlannedGroup>;
};

/**
 * Puts advisories that share a name into one group: union-find over keys and aliases. `members` are all advisories, as they are
 * to be, of every stored group that is touched, and the new ones; so that a group that falls apart shows by itself, and the work is linear in them.
 * A stored group is carried on by the part that has its display id (or else its first advisory); of several, the lowest id stays.
 */
export function planGroups(members: readonly Member[], stored: readonly StoredGroup[]): GroupPlan {
  const namesAt = members.map(namesOf);
  const { rootOf, placeOf } = joinByName(namesAt);
  const byRoot = new Map<number, PlannedGroup>();
  const firstOf = new Map<number, { id: number; part: PlannedGroup }>();
  for (const [place, member] of members.entries()) {
    const part = partAt(byRoot, rootOf(place));
    part.members.push(member);
    for (const name of namesAt[place] ?? []) part.names.add(name);
    if (member.group === null) continue;
    part.from.add(member.group);
    const first = firstOf.get(member.group);
    if (!first || member.id < first.id) firstOf.set(member.group, { id: member.id, part });
  }
  const heirs = new Map<number, PlannedGroup>();
  for (const { id, displayId } of stored) {
    const place = placeOf.get(displayId.toUpperCase());
    const named = place === undefined ? undefined : byRoot.get(rootOf(place));
    const heir = named?.from.has(id) ? named : firstOf.get(id)?.part;
    if (!heir) continue;
    heirs.set(id, heir);
    if (heir.id === null || id < heir.id) heir.id = id;
  }
  return { groups: [...byRoot.values()], heirs };
}

function partAt(byRoot: Map<number, PlannedGroup>, root: number): PlannedGroup {
  const known = byRoot.get(root);
  if (known) return known;
  const part: PlannedGroup = { id: null, members: [], names: new Set(), from: new Set() };
  byRoot.set(root, part);
  return part;
}

/** Places of members joined where they share a name; `placeOf` gives one of the places that have a name. */
function joinByName(namesAt: readonly (readonly string[])[]): { rootOf: (place: number) => number; placeOf: Map<string, number> } {
  const parent = Int32Array.from(namesAt.keys());
  const above = (place: number) => parent[place] ?? place;
  const rootOf = (from: number): number => {
    let place = from;
    // Each step halves the path, so that later walks are short.
    while (above(place) !== place) {
      parent[place] = above(above(place));
      place = above(place);
    }
    return place;
  };
  const placeOf = new Map<string, number>();
  for (const [place, names] of namesAt.entries()) {
    for (const name of names) {
      const other = placeOf.get(name);
      if (other === undefined) placeOf.set(name, place);
      else parent[rootOf(place)] = rootOf(other);
    }
  }
  return { rootOf, placeOf };
}
