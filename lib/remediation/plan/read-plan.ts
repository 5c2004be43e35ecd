import { setImmediate as breathe } from "node:timers/promises";
import type { PoolClient } from "pg";
import { sendTogether } from "@/lib/db";
import { selectEditions } from "@/lib/db/editions";
import { isOfDistribution, isPrerelease, releaseLine } from "@/lib/versions";
import { openPackages } from "./aims";
import { classWidth } from "./finding-class";
import type { FindingClasses } from "./finding-classes";
import type { PlanVersion } from "./items";
import { type KeptClasses, keptClasses } from "./kept-classes";
import { groundBefore, keepGround, planOf } from "./kept-grounds";
import { type Plan, type PlanGround, preparePlan } from "./make-plan";
import type { PlanArtifact, PlanInput } from "./plan-input";
import { selectVersions, selectVulnerabilities, type VersionRow, type VulnerabilityRow } from "./queries/facts";
import { type ArtifactColumns, type LeftColumns, type Owners, selectArtifacts, selectLeft, selectPacked } from "./queries/scope";
import { type FactsOfPackages, keptFacts } from "./read-facts";
import type { AskPlan } from "./schemas";

/** The most groups of what an upgrade brings that are shown. */
export const broughtMax = 5;

/** Artifacts and package versions that a process takes in before it lets others go on, when it reads them for the first time. */
const keptAtOnce = 200;
const learnedAtOnce = 5_000;

export type PlanQuestion = Pick<AskPlan, "kind" | "severity" | "kev" | "ecosystem" | "reach"> & { owners: Owners };

/** A plan with all that it follows from. */
export type ReadPlan = {
  plan: Plan;
  ground: PlanGround;
  facts: FactsOfPackages;
  /** Every artifact, whoever is asked about. */
  fleet: readonly { artifactId: number; classes: Int32Array }[];
  pendingArtifacts: number;
};

/** Makes a plan of what is asked for, from packed findings and what advisories say now: what is as it was the last time that this was asked is taken from there. */
export async function readPlan(client: PoolClient, question: PlanQuestion, stepsMax: number): Promise<ReadPlan> {
  sendTogether(client);
  const [columns, editions] = await Promise.all([selectArtifacts(client, question.owners), selectEditions(client)]);
  const kept = keptClasses(editions.dictionary_edition);
  const asked = columns.artifactIds.filter((_, place) => columns.wanted[place] === 1);
  const [packed, left] = await Promise.all([
    selectPacked(client, kept.missing(columns.artifactIds, columns.digests)),
    selectLeft(client, asked.length === columns.artifactIds.length ? null : asked),
  ]);
  for (let at = 0; at < packed.length; at += keptAtOnce) {
    kept.keep(packed.slice(at, at + keptAtOnce));
    await breathe();
  }
  const artifacts = artifactsOf(columns, kept, left);
  await learn(client, kept.classes);
  const facts = keptFacts(editions);
  const ground = await groundOf(client, question, artifacts, { classes: kept.classes, facts });
  return {
    ...{ plan: await planOf(ground, { stepsMax, broughtMax }), ground, facts },
    fleet: [...columns.artifactIds].map((artifactId) => ({ artifactId, classes: kept.of(artifactId) })),
    pendingArtifacts: columns.owed.reduce((sum, owed, place) => sum + (columns.wanted[place] === 1 ? owed : 0), 0),
  };
}

/** Reads what package versions are of, once for as long as the dictionary stays as it is. */
async function learn(client: PoolClient, classes: FindingClasses): Promise<void> {
  const ids = classes.unlearned();
  for (let at = 0; at < ids.length; at += learnedAtOnce) {
    const some = ids.slice(at, at + learnedAtOnce);
    const found = new Map<number, PlanVersion | undefined>(some.map((id) => [id, undefined]));
    for (const row of await selectVersions(client, some)) found.set(row.id, toPlanVersion(row));
    classes.learn(found);
  }
}

type Kept = { classes: FindingClasses; facts: FactsOfPackages };

async function groundOf(client: PoolClient, question: PlanQuestion, artifacts: PlanArtifact[], { classes, facts }: Kept): Promise<PlanGround> {
  const used = usedBy(artifacts, classes);
  const [vulnerabilities] = await Promise.all([selectVulnerabilities(client, [...used.vulnerabilityIds]), facts.read(client, used.subjects, classes)]);
  const known = new Map(vulnerabilities.map((row) => [row.id, row]));
  const input: PlanInput = {
    ...{ artifacts, classes, vulnerabilities: known, reach: question.reach },
    ecosystems: question.ecosystem === undefined ? null : new Set(question.ecosystem),
    isWanted: isWantedBy(question, vulnerabilities),
    facts,
  };
  const before = groundBefore(question);
  const { know, settled } = knowAhead(client, facts, before);
  try {
    await breathe();
    const ground = await preparePlan(input, know, before);
    keepGround(question, ground);
    return ground;
  } finally {
    // The connection is given back after this.
    await settled;
  }
}

/** Makes versions of packages known: of those that the plan before asked for from now on, so that PostgreSQL looks while findings are counted. */
function knowAhead(client: PoolClient, facts: FactsOfPackages, before: PlanGround | null) {
  const ahead = new Set(before?.input.facts === facts ? openPackages(before.aims, before.input) : []);
  const known = facts.addKnown(client, [...ahead]);
  const know = async (packageIds: readonly number[]) => {
    await known;
    const others = packageIds.filter((id) => !ahead.has(id));
    await facts.addKnown(client, others);
  };
  return { know, settled: Promise.allSettled([known]) };
}

/** The artifacts that are asked for, without what people decided to leave. */
function artifactsOf({ artifactIds, serviceIds, teamIds, wanted }: ArtifactColumns, kept: KeptClasses, left: LeftColumns): PlanArtifact[] {
  const places = new Map<number, { from: number; to: number }>();
  for (const [at, id] of left.artifactIds.entries()) places.set(id, { from: places.get(id)?.from ?? at, to: at + 1 });
  return [...artifactIds].flatMap((id, place) => {
    if (wanted[place] !== 1) return [];
    const decided = places.get(id);
    const classes = decided ? kept.without(id, left, decided.from, decided.to) : kept.of(id);
    return classes.length === 0 ? [] : [{ teamId: teamIds[place] ?? 0, serviceId: serviceIds[place] ?? 0, classes }];
  });
}

/** The places of package versions with findings, 1 by each, and their vulnerabilities. */
function usedBy(artifacts: readonly PlanArtifact[], { columns, held, versionIds }: FindingClasses) {
  const seen = new Uint8Array(held.length);
  for (const { classes: numbers } of artifacts) for (let i = 0; i < numbers.length; i++) seen[columns[(numbers[i] ?? 0) * classWidth] ?? 0] = 1;
  const [subjects, vulnerabilityIds] = [new Uint8Array(versionIds.length), new Set<number>()];
  for (let list = 0; list < seen.length; list++) {
    if (seen[list] === 0) continue;
    const [start, end] = [held.starts[list] ?? 0, held.starts[list + 1] ?? 0];
    subjects[held.values[start] ?? 0] = 1;
    for (let i = start + 1; i < end; i++) vulnerabilityIds.add(held.values[i] ?? 0);
  }
  return { subjects, vulnerabilityIds };
}

function toPlanVersion({ ecosystem, packageId, release, version, key }: VersionRow): PlanVersion {
  return {
    ...{ packageId, ecosystem, release, version },
    // What the driver gives is a view of a much larger buffer.
    key: key && Buffer.from(key),
    line: releaseLine(ecosystem, version),
    isPrerelease: isPrerelease(ecosystem, version),
    isOfDistribution: isOfDistribution(ecosystem),
  };
}

/** As lists of findings have it: malware has no severity. */
function isWantedBy({ kind, severity, kev }: PlanQuestion, vulnerabilities: readonly VulnerabilityRow[]): (id: number) => boolean {
  const isWanted = (found: VulnerabilityRow) =>
    (kind === undefined || (kind as string[]).includes(found.kind)) &&
    (severity === undefined || (found.kind !== "malware" && (severity as string[]).includes(found.severity))) &&
    (kev === undefined || (kev === "true") === found.kev);
  const wanted = new Set(vulnerabilities.filter(isWanted).map(({ id }) => id));
  return (id) => wanted.has(id);
}
