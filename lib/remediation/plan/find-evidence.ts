import type { ClientBase } from "pg";
import { isPrerelease, releaseLine } from "@/lib/versions";
import type { Group, Item } from "./group-findings";
import type { PlannedUpgrade } from "./make-plan";
import { type HeldDirectly, type Probe, selectBrought, selectHeldDirectly } from "./queries/evidence";
import { selectVersions } from "./queries/facts";
import type { ReadPlan } from "./read-plan";

/** What the fleet shows: this version of the direct dependency brings that version of the package, of which there are none of the findings. */
export type Evidence = { version: string; brings: string; isInUse: boolean };

/** Versions of a direct dependency and artifacts of each that are looked at. More would seldom find more. */
const versionsMax = 6;
const artifactsMax = 5;

type Question = { group: Group; item: Item; subject: Item; inUse: ReadonlySet<number> };

/**
 * For what direct dependencies bring: the smallest version of each, not below those in use, of which a head build of the fleet shows that it brings a version
 * without these findings, and none shows the opposite. Only what is held now is looked at, and of that some artifacts of each version.
 */
export async function findEvidence(
  client: ClientBase,
  read: ReadPlan,
  upgrades: readonly PlannedUpgrade[],
  broughtMax: number,
): Promise<ReadonlyMap<Group, Evidence>> {
  const shown = upgrades.flatMap(({ item, brought }) => brought.slice(0, broughtMax).map((group) => ({ item, group })));
  const inUse = directsInUse(read, new Set(shown.map(({ group }) => group)));
  const questions = shown.flatMap(({ item, group }) => questionOf(read, item, group, inUse.get(group) ?? new Set()));
  if (questions.length === 0) return new Map();
  const directly = await selectHeldDirectly(client, [...new Set(questions.map(({ item }) => item.packageId))]);
  const held = byPackage(directly);
  const bad = badHolders(read, questions, await packagesBrought(client, read, new Set(directly.map(({ versionId }) => versionId))));
  const trials = questions.flatMap((question) => trialsOf(question, held.get(question.item.packageId) ?? [], bad.get(question.group) ?? new Map(), read));
  const probes = trials.flatMap(({ question, held: { artifactIds } }) =>
    artifactIds.map((artifactId): Probe => ({ artifactId, directPackageId: question.item.packageId, packageId: question.subject.packageId })),
  );
  const found = new Map<number, { version: string; key: Buffer }[]>();
  for (const { probe, ...version } of await selectBrought(client, probes)) found.set(probe, [...(found.get(probe) ?? []), version]);
  return judge(trials, found, read);
}

/** The versions of the direct dependencies by which groups have their findings. */
function directsInUse({ plan, input }: ReadPlan, groups: ReadonlySet<Group>): ReadonlyMap<Group, Set<number>> {
  const found = new Map([...groups].map((group) => [group, new Set<number>()]));
  const shown = new Set(plan.links.filter((link) => link.groups.some((group) => groups.has(group))));
  for (const [number, link] of plan.linkOf.entries()) {
    if (link === undefined || !shown.has(link)) continue;
    const directIds = input.classes[number]?.directIds ?? [];
    for (const group of link.groups) for (const id of directIds) if (plan.itemOf(id) === group.item && input.versions.get(id)?.key) found.get(group)?.add(id);
  }
  return found;
}

function questionOf({ plan }: ReadPlan, item: Item, group: Group, inUse: ReadonlySet<number>): Question[] {
  const subject = plan.items[group.subject];
  return item.isOfDistribution || !item.isOrdered || !subject?.isOrdered || inUse.size === 0 ? [] : [{ group, item, subject, inUse }];
}

/** By class, the package that some direct dependencies bring to anybody in the fleet, whoever is asked about. */
async function packagesBrought(
  client: ClientBase,
  { input: { classes }, rows }: ReadPlan,
  directIds: ReadonlySet<number>,
): Promise<ReadonlyMap<number, number>> {
  const brought = [...classes.entries()].filter(([, { cause, directIds: own }]) => cause === "brought" && own.some((id) => directIds.has(id)));
  const unknown = new Set(brought.map(([, { versionId }]) => versionId).filter((id) => !rows.has(id)));
  const others = new Map((await selectVersions(client, [...unknown])).map((row) => [row.id, row]));
  return new Map(
    brought.flatMap(([number, { versionId }]) => {
      const row = rows.get(versionId) ?? others.get(versionId);
      return row ? [[number, row.packageId] as const] : [];
    }),
  );
}

/** By question and version of the direct dependency, the artifacts to which that brings what has one of the findings. */
function badHolders(
  { input: { classes }, fleet }: ReadPlan,
  questions: readonly Question[],
  brought: ReadonlyMap<number, number>,
): ReadonlyMap<Group, Map<number, Set<number>>> {
  const bySubject = new Map<number, Question[]>();
  for (const question of questions) bySubject.set(question.subject.packageId, [...(bySubject.get(question.subject.packageId) ?? []), question]);
  const asked = new Map<number, { directIds: readonly number[]; groups: Group[] }>();
  for (const [number, packageId] of brought) {
    const { directIds = [], vulnerabilityIds = [] } = classes[number] ?? {};
    const groups = (bySubject.get(packageId) ?? []).map(({ group }) => group).filter(({ wanted }) => vulnerabilityIds.some((id) => wanted.has(id)));
    if (groups.length > 0) asked.set(number, { directIds, groups });
  }
  const bad = new Map<Group, Map<number, Set<number>>>(questions.map(({ group }) => [group, new Map()]));
  for (const { artifactId, classes: numbers } of fleet) {
    for (const number of numbers) {
      const found = asked.get(number);
      for (const group of found?.groups ?? []) for (const id of found?.directIds ?? []) addHolder(bad.get(group), id, artifactId);
    }
  }
  return bad;
}

function addHolder(bad: Map<number, Set<number>> | undefined, versionId: number, artifactId: number): void {
  const of = bad?.get(versionId);
  if (of) of.add(artifactId);
  else bad?.set(versionId, new Set([artifactId]));
}

type Trial = { question: Question; held: Omit<HeldDirectly, "artifactIds"> & { artifactIds: number[] }; isInUse: boolean };

/** The versions to look at, ascending: the highest in use, elsewhere, and later ones that bring none of the findings to anybody. */
function trialsOf(question: Question, held: readonly HeldDirectly[], bad: ReadonlyMap<number, ReadonlySet<number>>, { input, rows }: ReadPlan): Trial[] {
  const inUse = [...question.inUse].flatMap((id) => input.versions.get(id) ?? []);
  const highest = inUse.map(({ key }) => key ?? Buffer.alloc(0)).reduce((a, b) => (Buffer.compare(a, b) > 0 ? a : b), Buffer.alloc(0));
  const allowsPrereleases = inUse.every((version) => version.isPrerelease);
  const [ecosystem = ""] = [...question.inUse].flatMap((id) => rows.get(id)?.ecosystem ?? []);
  return held
    .flatMap((each): Trial[] => {
      const order = Buffer.compare(each.key, highest);
      if (order < 0 || (order > 0 && ((bad.get(each.versionId)?.size ?? 0) > 0 || (!allowsPrereleases && isPrerelease(ecosystem, each.version))))) return [];
      if (input.reach === "line" && releaseLine(ecosystem, each.version) !== question.item.line) return [];
      const artifactIds = [...each.artifactIds].filter((id) => !bad.get(each.versionId)?.has(id)).slice(0, artifactsMax);
      return artifactIds.length === 0 ? [] : [{ question, held: { ...each, artifactIds }, isInUse: order === 0 }];
    })
    .slice(0, versionsMax);
}

/** The first trial of each question of which an artifact shows a version without the findings. */
function judge(trials: readonly Trial[], found: ReadonlyMap<number, { version: string; key: Buffer }[]>, { input }: ReadPlan): Map<Group, Evidence> {
  const evidence = new Map<Group, Evidence>();
  let probe = 0;
  for (const { question, held, isInUse } of trials) {
    const { group, subject } = question;
    const facts = input.factsOf(subject.packageId, subject.release);
    for (let i = 0; i < held.artifactIds.length; i++, probe++) {
      const brings = found.get(probe)?.[0];
      if (brings === undefined || evidence.has(group)) continue;
      const affecting = facts.affecting(brings);
      if ([...group.wanted.keys()].every((id) => !affecting.has(id))) evidence.set(group, { version: held.version, brings: brings.version, isInUse });
    }
  }
  return evidence;
}

function byPackage(held: readonly HeldDirectly[]): ReadonlyMap<number, HeldDirectly[]> {
  const lists = new Map<number, HeldDirectly[]>();
  for (const each of held) lists.set(each.packageId, [...(lists.get(each.packageId) ?? []), each]);
  return lists;
}
