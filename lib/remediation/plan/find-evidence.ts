import type { ClientBase } from "pg";
import { isPrerelease, releaseLine } from "@/lib/versions";
import { causes, classWidth } from "./finding-class";
import type { FindingClasses } from "./finding-classes";
import type { Item } from "./items";
import type { PlannedUpgrade } from "./make-plan";
import { type HeldDirectly, type Probe, selectBrought, selectHeldDirectly } from "./queries/evidence";
import type { VersionRow } from "./queries/facts";
import type { ReadPlan } from "./read-plan";
import type { Group } from "./shown-groups";

/** What the fleet shows: this version of the direct dependency brings that version of the package, of which there are none of the findings. */
export type Evidence = { version: string; brings: string; isInUse: boolean };

/** Versions of a direct dependency and artifacts of each that are looked at. More would seldom find more. */
const versionsMax = 6;
const artifactsMax = 5;

type Question = { group: Group; item: Item; subject: Item; inUse: readonly VersionRow[] };

/**
 * For what direct dependencies bring: the smallest version of each, not below those in use, of which a head build of the fleet shows that it brings a version
 * without these findings, and none shows the opposite. Only what is held now is looked at, and of that some artifacts of each version. `rows` has the
 * versions in use.
 */
export async function findEvidence(
  client: ClientBase,
  read: ReadPlan,
  rows: ReadonlyMap<number, VersionRow>,
  upgrades: readonly PlannedUpgrade[],
): Promise<ReadonlyMap<Group, Evidence>> {
  const questions = upgrades.flatMap(({ item, brought }) => brought.flatMap((group) => questionOf(read, item, group, rows)));
  if (questions.length === 0) return new Map();
  const directly = await selectHeldDirectly(client, [...new Set(questions.map(({ item }) => item.packageId))]);
  const held = byPackage(directly);
  const bad = badHolders(read, questions, new Set(directly.map(({ versionId }) => versionId)));
  const trials = questions.flatMap((question) => trialsOf(question, held.get(question.item.packageId) ?? [], bad.get(question.group) ?? new Map(), read));
  const probes = trials.flatMap(({ question, held: { artifactIds } }) =>
    artifactIds.map((artifactId): Probe => ({ artifactId, directPackageId: question.item.packageId, packageId: question.subject.packageId })),
  );
  const found = new Map<number, { version: string; key: Buffer }[]>();
  for (const { probe, ...version } of await selectBrought(client, probes)) found.set(probe, [...(found.get(probe) ?? []), version]);
  return judge(trials, found, read);
}

function questionOf({ ground: { input } }: ReadPlan, item: Item, group: Group, rows: ReadonlyMap<number, VersionRow>): Question[] {
  const subject = input.classes.items[group.subject];
  const inUse = [...group.directIds].flatMap((id) => rows.get(id) ?? []).filter(({ key }) => key !== null);
  return item.isOfDistribution || !item.isOrdered || !subject?.isOrdered || inUse.length === 0 ? [] : [{ group, item, subject, inUse }];
}

/** By question and version of the direct dependency, the artifacts to which that brings what has one of the findings, whoever is asked about. */
function badHolders(
  { ground: { input }, fleet }: ReadPlan,
  questions: readonly Question[],
  directIds: ReadonlySet<number>,
): ReadonlyMap<Group, Map<number, Set<number>>> {
  const { classes } = input;
  const asked = groupsByClass(classes, questions, directIds);
  const bad = new Map<Group, Map<number, Set<number>>>(questions.map(({ group }) => [group, new Map()]));
  for (const { artifactId, classes: numbers } of fleet) {
    for (let i = 0; i < numbers.length; i++) {
      const number = numbers[i] ?? 0;
      const groups = asked[number];
      if (groups === undefined) continue;
      for (const place of classes.directs.of(classes.columns[number * classWidth + 2] ?? 0)) {
        for (const group of groups) addHolder(bad.get(group), classes.versionIds[place] ?? 0, artifactId);
      }
    }
  }
  return bad;
}

/** By class, the groups of which it has a vulnerability, where one of these direct dependencies brings it. */
function groupsByClass(classes: FindingClasses, questions: readonly Question[], directIds: ReadonlySet<number>): readonly (readonly Group[] | undefined)[] {
  const { columns, directs, held, itemOf, items, versionIds } = classes;
  const bySubject = new Map<number, Group[]>();
  for (const { subject, group } of questions) bySubject.set(subject.packageId, [...(bySubject.get(subject.packageId) ?? []), group]);
  const isMeant = new Uint8Array(versionIds.length);
  for (let place = 0; place < isMeant.length; place++) if (directIds.has(versionIds[place] ?? 0)) isMeant[place] = 1;
  const isBringing = new Uint8Array(directs.length);
  for (let list = 0; list < isBringing.length; list++) {
    const end = directs.starts[list + 1] ?? 0;
    for (let i = directs.starts[list] ?? 0; i < end; i++) if (isMeant[directs.values[i] ?? 0] === 1) isBringing[list] = 1;
  }
  const found: (readonly Group[] | undefined)[] = new Array(classes.length).fill(undefined);
  for (let number = 0; number < classes.length; number++) {
    const at = number * classWidth;
    if (columns[at + 1] !== broughtCause || isBringing[columns[at + 2] ?? -1] !== 1) continue;
    const start = held.starts[columns[at] ?? 0] ?? 0;
    const groups = bySubject.get(items[itemOf[held.values[start] ?? 0] ?? 0]?.packageId ?? 0);
    if (groups === undefined) continue;
    const ids = held.of(columns[at] ?? 0).subarray(1);
    const having = groups.filter(({ wanted }) => ids.some((id) => wanted.has(id)));
    if (having.length > 0) found[number] = having;
  }
  return found;
}

const broughtCause = causes.indexOf("brought");

function addHolder(bad: Map<number, Set<number>> | undefined, versionId: number, artifactId: number): void {
  const of = bad?.get(versionId);
  if (of) of.add(artifactId);
  else bad?.set(versionId, new Set([artifactId]));
}

type Trial = { question: Question; held: Omit<HeldDirectly, "artifactIds"> & { artifactIds: number[] }; isInUse: boolean };

/** The versions to look at, ascending: the highest in use, elsewhere, and later ones that bring none of the findings to anybody. */
function trialsOf(question: Question, held: readonly HeldDirectly[], bad: ReadonlyMap<number, ReadonlySet<number>>, { ground: { input } }: ReadPlan): Trial[] {
  const { inUse, item } = question;
  const [{ ecosystem } = { ecosystem: "" }] = inUse;
  const highest = inUse.map(({ key }) => key ?? Buffer.alloc(0)).reduce((a, b) => (Buffer.compare(a, b) > 0 ? a : b), Buffer.alloc(0));
  const allowsPrereleases = inUse.every(({ version }) => isPrerelease(ecosystem, version));
  return held
    .flatMap((each): Trial[] => {
      const order = Buffer.compare(each.key, highest);
      if (order < 0 || (order > 0 && ((bad.get(each.versionId)?.size ?? 0) > 0 || (!allowsPrereleases && isPrerelease(ecosystem, each.version))))) return [];
      if (input.reach === "line" && releaseLine(ecosystem, each.version) !== item.line) return [];
      const artifactIds = [...each.artifactIds].filter((id) => !bad.get(each.versionId)?.has(id)).slice(0, artifactsMax);
      return artifactIds.length === 0 ? [] : [{ question, held: { ...each, artifactIds }, isInUse: order === 0 }];
    })
    .slice(0, versionsMax);
}

/** The first trial of each question of which an artifact shows a version without the findings. */
function judge(
  trials: readonly Trial[],
  found: ReadonlyMap<number, { version: string; key: Buffer }[]>,
  { ground: { input } }: ReadPlan,
): Map<Group, Evidence> {
  const evidence = new Map<Group, Evidence>();
  let probe = 0;
  for (const { question, held, isInUse } of trials) {
    const { group, subject } = question;
    const facts = input.facts.of(subject.packageId, subject.release);
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
