import type { AskedFindings } from "./asked-findings";
import { chooseTarget, type Need, type Target } from "./choose-target";
import { type FindingClasses, itemOfHeld } from "./finding-classes";
import type { PlanVersion } from "./items";
import type { Candidate, PackageFacts } from "./package-facts";
import type { PlanInput } from "./plan-input";

/** Findings of versions of one item, and where these can go: in the line that is in use, and anywhere. */
export type Aim = {
  item: number;
  /** Findings by vulnerability. */
  wanted: Map<number, number>;
  /** The package versions, maybe more than once. */
  versions: PlanVersion[];
  /** The highest of them; null: none can be ordered. */
  above: Buffer | null;
  candidates: readonly Candidate[];
  sameLine: Target | null;
  any: Target | null;
  /** Whether it leaves something open which a version that no advisory names may close. */
  isOpen: boolean;
};

/** By item: of findings that are closed by its own version, and of those that other items bring. */
export type Aims = { own: ReadonlyMap<number, Aim>; brought: ReadonlyMap<number, Aim> };

/** The findings that a plan is asked for, and where they go. */
type Aimed = { asked: AskedFindings; aims: Aims };

/**
 * Where the findings that are asked for can go, by the versions that advisories name. Of `before`, of the same classes, advisories and vulnerabilities, it
 * takes where items go of which as many artifacts have the same findings.
 */
export function aimFindings(input: PlanInput, asked: AskedFindings, before: Aimed | null): Aims {
  return {
    own: aimsOf(input, asked.wanted, asked.ownArtifacts, before && { artifacts: before.asked.ownArtifacts, aims: before.aims.own }),
    brought: aimsOf(input, asked.wanted, asked.broughtArtifacts, before && { artifacts: before.asked.broughtArtifacts, aims: before.aims.brought }),
  };
}

type AimsBefore = { artifacts: Int32Array; aims: ReadonlyMap<number, Aim> };

function aimsOf(input: PlanInput, wanted: AskedFindings["wanted"], artifacts: Int32Array, before: AimsBefore | null): Map<number, Aim> {
  const { classes } = input;
  const isOther = before && otherItems(classes, artifacts, before.artifacts);
  const aims = new Map<number, Aim>();
  const anew: Aim[] = [];
  for (const [list, ids] of wanted.entries()) {
    const count = artifacts[list] ?? 0;
    if (ids === undefined || count === 0) continue;
    const item = itemOfHeld(classes, list);
    const known = isOther?.[item] === 0 ? before?.aims.get(item) : undefined;
    if (known) aims.set(item, known);
    else addTo(aimOf(item, aims, anew), input, list, ids, count);
  }
  for (const aim of anew) takeAim(aim, input);
  return aims;
}

/** By item: 1 where not as many artifacts have the same findings as before. */
function otherItems(classes: FindingClasses, artifacts: Int32Array, before: Int32Array): Uint8Array {
  const isOther = new Uint8Array(classes.items.length);
  for (let list = 0; list < artifacts.length; list++) if (artifacts[list] !== (before[list] ?? 0)) isOther[itemOfHeld(classes, list)] = 1;
  return isOther;
}

function aimOf(item: number, aims: Map<number, Aim>, anew: Aim[]): Aim {
  const known = aims.get(item);
  if (known) return known;
  const aim: Aim = { item, wanted: new Map(), versions: [], above: null, candidates: [], sameLine: null, any: null, isOpen: false };
  anew.push(aim);
  aims.set(item, aim);
  return aim;
}

/** The packages of those that leave something open which a version that no advisory names may close. */
export function openPackages({ own, brought }: Aims, { classes }: PlanInput): number[] {
  const open = new Set<number>();
  for (const aims of [own, brought]) for (const { isOpen, item } of aims.values()) if (isOpen) open.add(classes.items[item]?.packageId ?? 0);
  return [...open];
}

/** The same aims, those that are open by the versions that the fleet has, too. */
export function widenAims({ own, brought }: Aims, input: PlanInput): Aims {
  return { own: widened(own, input), brought: widened(brought, input) };
}

/** Of tens of thousands hardly any becomes another when the plan before was widened as well. */
function widened(aims: ReadonlyMap<number, Aim>, input: PlanInput): ReadonlyMap<number, Aim> {
  let others: Map<number, Aim> | null = null;
  for (const [item, aim] of aims) {
    const wide = aim.isOpen ? widenAim(aim, input) : aim;
    if (wide === aim) continue;
    others ??= new Map(aims);
    others.set(item, wide);
  }
  return others ?? aims;
}

export function isSameAims(aims: Aims, others: Aims): boolean {
  return isSame(aims.own, others.own) && isSame(aims.brought, others.brought);
}

function isSame(aims: ReadonlyMap<number, Aim>, others: ReadonlyMap<number, Aim>): boolean {
  if (aims.size !== others.size) return false;
  for (const [item, aim] of aims) if (others.get(item) !== aim) return false;
  return true;
}

function mayCloseMore({ item, wanted, any }: Aim, above: Buffer, input: PlanInput): boolean {
  const facts = factsOf(item, input);
  return facts !== null && [...wanted.keys()].some((id) => !closes(any, id) && !facts.isEndless(id, above));
}

function addTo(aim: Aim, { classes }: PlanInput, list: number, ids: readonly number[], artifacts: number): void {
  const version = classes.subject(classes.held.values[classes.held.starts[list] ?? 0] ?? 0);
  if (version) aim.versions.push(version);
  for (const id of ids) aim.wanted.set(id, (aim.wanted.get(id) ?? 0) + artifacts);
}

/** By versions that advisories name. */
function takeAim(aim: Aim, input: PlanInput): void {
  const facts = factsOf(aim.item, input);
  const need = facts && needOf(aim.wanted, aim.versions, input.classes.items[aim.item]?.line ?? "", facts);
  if (!need) return;
  Object.assign(aim, chosen(need, facts.advised), { above: need.above });
  aim.isOpen = (aim.any?.leaves ?? 1) > 0 && mayCloseMore(aim, need.above, input);
}

function widenAim(aim: Aim, input: PlanInput): Aim {
  const facts = factsOf(aim.item, input);
  if (facts === null || aim.candidates === facts.all) return aim;
  const need = needOf(aim.wanted, aim.versions, input.classes.items[aim.item]?.line ?? "", facts);
  return need ? { ...aim, ...chosen(need, facts.all) } : aim;
}

function chosen(need: Need, candidates: readonly Candidate[]): Pick<Aim, "any" | "candidates" | "sameLine"> {
  return { candidates, any: chooseTarget(candidates, need, false), sameLine: chooseTarget(candidates, need, true) };
}

/** Of what can be ordered, what is known of it. */
function factsOf(item: number, { classes, facts }: PlanInput): PackageFacts | null {
  const { packageId, release, isOrdered } = classes.items[item] ?? { packageId: 0, release: "", isOrdered: false };
  return isOrdered ? facts.of(packageId, release) : null;
}

/**
 * For some of an aim's findings the smallest versions that close as much of them: those of all may have to be higher, because others are at higher versions
 * or need more.
 */
export function aimWithin(aim: Aim, input: PlanInput, wanted: ReadonlyMap<number, number>, versions: readonly PlanVersion[]): Pick<Aim, "any" | "sameLine"> {
  const facts = factsOf(aim.item, input);
  if (facts === null) return { any: null, sameLine: null };
  const total = [...wanted.values()].reduce((sum, n) => sum + n, 0);
  const within = (target: Target | null, withinLine: boolean): Target | null => {
    const closed = new Map([...wanted].filter(([id]) => closes(target, id)));
    const need = closed.size === 0 ? null : needOf(closed, versions, input.classes.items[aim.item]?.line ?? "", facts);
    const found = need && chooseTarget(aim.candidates, need, withinLine);
    return found && { ...found, leaves: total - found.closes };
  };
  return { any: within(aim.any, false), sameLine: within(aim.sameLine, true) };
}

/** Whether going there closes findings of a vulnerability. */
export function closes(target: Target | null, vulnerabilityId: number): boolean {
  return target !== null && !target.candidate.affectedBy.has(vulnerabilityId);
}

function needOf(wanted: ReadonlyMap<number, number>, inUse: readonly PlanVersion[], line: string, facts: PackageFacts): Need | null {
  let above: Buffer | null = null;
  let allowsPrereleases = true;
  for (const { key, isPrerelease } of inUse) {
    if (!key) continue;
    if (above === null || Buffer.compare(key, above) > 0) above = key;
    allowsPrereleases &&= isPrerelease;
  }
  const isKnown = (id: number) => inUse.some((version) => isOrdered(version) && facts.affecting(version).has(id));
  return above && { wanted, above, line, allowsPrereleases, isKnown };
}

const isOrdered = (version: PlanVersion): version is PlanVersion & { key: Buffer } => version.key !== null;
