import type { AskedFindings } from "./asked-findings";
import { chooseTarget, type Need, type Target } from "./choose-target";
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
};

/** By item: of findings that are closed by its own version, and of those that other items bring. */
export type Aims = { own: ReadonlyMap<number, Aim>; brought: ReadonlyMap<number, Aim> };

/** Where the findings that are asked for can go, by what is known of their packages now. */
export function aimFindings(input: PlanInput, { wanted, ownArtifacts, broughtArtifacts }: AskedFindings): Aims {
  const [own, brought] = [new Map<number, Aim>(), new Map<number, Aim>()];
  for (const [list, ids] of wanted.entries()) {
    if (ids === undefined) continue;
    const place = input.classes.held.values[input.classes.held.starts[list] ?? 0] ?? 0;
    addTo(own, input, place, ids, ownArtifacts[list] ?? 0);
    addTo(brought, input, place, ids, broughtArtifacts[list] ?? 0);
  }
  for (const aim of [...own.values(), ...brought.values()]) takeAim(aim, input);
  return { own, brought };
}

/** Those that leave something open which a version that no advisory names may close. */
export function openAims({ own, brought }: Aims, input: PlanInput): Aim[] {
  return [...own.values(), ...brought.values()].filter((aim) => aim.above !== null && (aim.any?.leaves ?? 1) > 0 && mayCloseMore(aim, aim.above, input));
}

function mayCloseMore({ item, wanted, any }: Aim, above: Buffer, input: PlanInput): boolean {
  const facts = factsOf(item, input);
  return facts !== null && [...wanted.keys()].some((id) => !closes(any, id) && !facts.isEndless(id, above));
}

function addTo(aims: Map<number, Aim>, { classes }: PlanInput, place: number, ids: readonly number[], artifacts: number): void {
  if (artifacts === 0) return;
  const item = classes.itemOf[place] ?? 0;
  const aim: Aim = aims.get(item) ?? { item, wanted: new Map(), versions: [], above: null, candidates: [], sameLine: null, any: null };
  aims.set(item, aim);
  const version = classes.subject(place);
  if (version) aim.versions.push(version);
  for (const id of ids) aim.wanted.set(id, (aim.wanted.get(id) ?? 0) + artifacts);
}

/** By versions that advisories name. */
function takeAim(aim: Aim, input: PlanInput): void {
  const facts = factsOf(aim.item, input);
  const need = facts && needOf(aim.wanted, aim.versions, input.classes.items[aim.item]?.line ?? "", facts);
  if (!need) return;
  aim.above = need.above;
  choose(aim, input, need, facts.advised);
}

/** The same by versions that the fleet has, too. */
export function widenAim(aim: Aim, input: PlanInput): void {
  const facts = factsOf(aim.item, input);
  const need = facts && needOf(aim.wanted, aim.versions, input.classes.items[aim.item]?.line ?? "", facts);
  if (need) choose(aim, input, need, facts.all);
}

function choose(aim: Aim, input: PlanInput, need: Need, candidates: readonly Candidate[]): void {
  aim.candidates = candidates;
  aim.any = chooserOf(input, need)(candidates, false);
  aim.sameLine = chooserOf(input, need)(candidates, true);
}

/** Of what can be ordered, what is known of it. */
function factsOf(item: number, { classes, factsOf: of }: PlanInput): PackageFacts | null {
  const { packageId, release, isOrdered } = classes.items[item] ?? { packageId: 0, release: "", isOrdered: false };
  return isOrdered ? of(packageId, release) : null;
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
    const found = need && chooserOf(input, need)(aim.candidates, withinLine);
    return found && { ...found, leaves: total - found.closes };
  };
  return { any: within(aim.any, false), sameLine: within(aim.sameLine, true) };
}

/** Whether going there closes findings of a vulnerability. */
export function closes(target: Target | null, vulnerabilityId: number): boolean {
  return target !== null && !target.candidate.affectedBy.has(vulnerabilityId);
}

function chooserOf({ vulnerabilities }: PlanInput, need: Need): (candidates: readonly Candidate[], withinLine: boolean) => Target | null {
  const isMalware = (id: number) => vulnerabilities.get(id)?.kind === "malware";
  return (candidates, withinLine) => chooseTarget(candidates, need, withinLine, isMalware);
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
