import type { PoolClient } from "pg";
import { sendTogether } from "@/lib/db";
import { isOfDistribution, isPrerelease, releaseLine } from "@/lib/versions";
import { aimGroups, groupFindings } from "./group-findings";
import { type KeptClasses, keptClasses } from "./kept-classes";
import { makePlan, type Plan } from "./make-plan";
import type { FindingClass, PlanArtifact, PlanInput, PlanVersion } from "./plan-input";
import { selectVersions, selectVulnerabilities, type VersionRow } from "./queries/facts";
import { type ArtifactColumns, type LeftColumns, type Owners, selectArtifacts, selectLeft, selectPacked } from "./queries/scope";
import { FactsOfPackages } from "./read-facts";
import type { AskPlan } from "./schemas";

export type PlanQuestion = Pick<AskPlan, "kind" | "severity" | "kev" | "ecosystem" | "reach"> & { owners: Owners };

/** A plan with all that it follows from. */
export type ReadPlan = {
  plan: Plan;
  input: PlanInput;
  rows: ReadonlyMap<number, VersionRow>;
  fleet: readonly { artifactId: number; classes: Int32Array }[];
  pendingArtifacts: number;
};

/** Makes a plan of what is asked for, from packed findings and what advisories say now. */
export async function readPlan(client: PoolClient, question: PlanQuestion, stepsMax: number): Promise<ReadPlan> {
  sendTogether(client);
  const columns = await selectArtifacts(client, question.owners);
  const kept = keptClasses();
  const asked = columns.artifactIds.filter((_, place) => columns.wanted[place] === 1);
  const [packed, left] = await Promise.all([
    selectPacked(client, kept.missing(columns.artifactIds, columns.digests)),
    selectLeft(client, asked.length === columns.artifactIds.length ? null : asked),
  ]);
  kept.keep(packed);
  const artifacts = artifactsOf(columns, kept, left);
  const { classes } = kept;
  const used = usedBy(artifacts, classes);
  const [versionRows, vulnerabilities] = await Promise.all([selectVersions(client, used.versionIds), selectVulnerabilities(client, used.vulnerabilityIds)]);
  const rows = new Map(versionRows.map((row) => [row.id, row]));
  const facts = await FactsOfPackages.read(client, ecosystemsOf(used.subjectIds, rows));
  const known = new Map(vulnerabilities.map((row) => [row.id, row]));
  const input: PlanInput = {
    ...{ artifacts: narrowed(artifacts, classes, rows, question.ecosystem), classes, vulnerabilities: known, reach: question.reach },
    versions: new Map(versionRows.map((row) => [row.id, toPlanVersion(row)])),
    isWanted: (id) => isWanted(known.get(id), question),
    factsOf: (packageId, release) => facts.of(packageId, release),
  };
  const grouped = groupFindings(input);
  const open = grouped.groups.filter(({ any }) => any === null || any.leaves > 0);
  await facts.addKnown(client, [...new Set(open.flatMap(({ subject }) => grouped.items[subject]?.packageId ?? []))]);
  aimGroups({ ...grouped, groups: open }, input);
  return {
    ...{ plan: makePlan(grouped, input, stepsMax), input, rows },
    fleet: [...columns.artifactIds].map((artifactId) => ({ artifactId, classes: kept.of(artifactId) })),
    pendingArtifacts: columns.owed.reduce((sum, owed, place) => sum + (columns.wanted[place] === 1 ? owed : 0), 0),
  };
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

function usedBy(artifacts: readonly PlanArtifact[], classes: readonly FindingClass[]) {
  const seen = new Uint8Array(classes.length);
  const [subjects, versions, vulnerabilities] = [new Set<number>(), new Set<number>(), new Set<number>()];
  for (const { classes: numbers } of artifacts) {
    for (let i = 0; i < numbers.length; i++) {
      const number = numbers[i] ?? 0;
      const found = classes[number];
      if (seen[number] === 1 || found === undefined) continue;
      seen[number] = 1;
      subjects.add(found.versionId);
      versions.add(found.versionId);
      for (const id of found.directIds) versions.add(id);
      for (const id of found.vulnerabilityIds) vulnerabilities.add(id);
    }
  }
  return { subjectIds: subjects, versionIds: [...versions], vulnerabilityIds: [...vulnerabilities] };
}

function ecosystemsOf(subjectIds: Iterable<number>, rows: ReadonlyMap<number, VersionRow>): Map<number, string> {
  const found = new Map<number, string>();
  for (const id of subjectIds) {
    const row = rows.get(id);
    if (row) found.set(row.packageId, row.ecosystem);
  }
  return found;
}

function narrowed(artifacts: PlanArtifact[], classes: readonly FindingClass[], rows: ReadonlyMap<number, VersionRow>, ecosystems: string[] | undefined) {
  if (ecosystems === undefined) return artifacts;
  const isMeant = (number: number) => ecosystems.includes(rows.get(classes[number]?.versionId ?? 0)?.ecosystem ?? "");
  return artifacts.map((artifact) => ({ ...artifact, classes: Array.from(artifact.classes).filter(isMeant) }));
}

function toPlanVersion({ ecosystem, packageId, release, version, key }: VersionRow): PlanVersion {
  return {
    ...{ packageId, release, version, key },
    line: releaseLine(ecosystem, version),
    isPrerelease: isPrerelease(ecosystem, version),
    isOfDistribution: isOfDistribution(ecosystem),
  };
}

/** As lists of findings have it: malware has no severity. */
function isWanted(found: { kind: string; severity: string; kev: boolean } | undefined, { kind, severity, kev }: PlanQuestion): boolean {
  if (found === undefined) return false;
  if (kind !== undefined && !(kind as string[]).includes(found.kind)) return false;
  if (severity !== undefined && (found.kind === "malware" || !(severity as string[]).includes(found.severity))) return false;
  return kev === undefined || (kev === "true") === found.kev;
}
