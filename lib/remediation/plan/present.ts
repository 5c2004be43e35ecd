import type { ClientBase } from "pg";
import { namesOfPackages, type PackageName } from "@/lib/blast-radius/queries/names";
import { purlOf } from "@/lib/purl";
import type { Target } from "./choose-target";
import { findDisagreements } from "./find-disagreements";
import { type Evidence, findEvidence } from "./find-evidence";
import { type InUse, versionsInUse } from "./in-use";
import type { PlannedUpgrade } from "./make-plan";
import { selectVersions, type VersionRow } from "./queries/facts";
import type { ReadPlan } from "./read-plan";
import type { Brought, Disagreement, PlanTarget, PlanUpgrade } from "./schemas";
import type { Group } from "./shown-groups";

const versionsMax = 5;

/** Makes the address of the list of findings of a package. */
export type ListOf = (named: PackageName) => string;

type Presenting = {
  read: ReadPlan;
  /** Package versions that are in use by what is shown. */
  rows: ReadonlyMap<number, VersionRow>;
  names: ReadonlyMap<number, PackageName>;
  inUse: ReadonlyMap<number, InUse>;
  evidence: ReadonlyMap<Group, Evidence>;
  disagreements: ReadonlyMap<Group, Disagreement[]>;
  listOf: ListOf;
};

/** Upgrades as the API shows them. */
export async function presentUpgrades(client: ClientBase, read: ReadPlan, upgrades: readonly PlannedUpgrade[], listOf: ListOf): Promise<PlanUpgrade[]> {
  const shown = upgrades.flatMap(({ own, brought }) => [...(own ? [own] : []), ...brought]);
  const rows = await rowsOf(client, upgrades);
  const inUse = versionsInUse(read.ground.input, read.ground.asked, (id) => rows.get(id)?.version ?? "", {
    items: new Set(upgrades.map(({ number }) => number)),
    isShown: read.plan.isShown,
  });
  const [names, evidence, disagreements] = await Promise.all([
    namesOfPackages(
      client,
      upgrades.map(({ item }) => item.packageId).filter((id) => id > 0),
    ),
    findEvidence(client, read, rows, upgrades),
    findDisagreements(client, read, shown),
  ]);
  const presenting = { read, rows, names, inUse, evidence, disagreements, listOf };
  return upgrades.map((each) => toUpgrade(each, presenting));
}

async function rowsOf(client: ClientBase, upgrades: readonly PlannedUpgrade[]): Promise<ReadonlyMap<number, VersionRow>> {
  const groups = upgrades.flatMap(({ own, brought }) => [...(own ? [own] : []), ...brought]);
  const ids = new Set(groups.flatMap(({ versions, directIds }) => [...versions.keys(), ...directIds]));
  return new Map((await selectVersions(client, [...ids])).map((row) => [row.id, row]));
}

const findingsOf = ({ wanted }: Group) => [...wanted.values()].reduce((sum, n) => sum + n, 0);

function toUpgrade({ number, item, own, brought, broughtMore, concerns, closes, closedSoFar }: PlannedUpgrade, presenting: Presenting): PlanUpgrade {
  const { inUse, names, disagreements, listOf } = presenting;
  const used = inUse.get(number) ?? { byId: new Map(), byText: new Map(), isDirect: false };
  const named = nameOfMost(used.byId, presenting) ?? names.get(item.packageId) ?? { ecosystem: "", name: "" };
  const { artifacts, ...concerned } = concerns;
  return {
    package: toPackage(named),
    sourcePackage: item.isOfDistribution ? (names.get(item.packageId)?.name ?? null) : null,
    release: item.release || null,
    line: item.line,
    versions: toVersions(used.byText),
    artifacts,
    how: item.isOfDistribution ? "distro" : used.isDirect ? "direct" : "overridden",
    sameLine: own && toTarget(own.sameLine),
    any: own && toTarget(own.any),
    own: own ? findingsOf(own) : 0,
    brings: brought.map((group) => toBrought(group, presenting)),
    bringsMore: broughtMore,
    disagreements: (own && disagreements.get(own)) ?? [],
    concerns: concerned,
    closes: { findings: closes.findings, services: closes.services, teams: closes.teams, bySeverity: closes.bySeverity, kev: closes.kev },
    closedSoFar,
    href: listOf(named),
  };
}

function toBrought(group: Group, presenting: Presenting): Brought {
  const { read, rows, evidence, disagreements, listOf } = presenting;
  const named = nameOfMost(group.versions, presenting) ?? { ecosystem: "", name: "" };
  return {
    package: toPackage(named),
    line: read.ground.input.classes.items[group.subject]?.line ?? "",
    versions: toVersions(new Map([...group.versions].map(([id, count]) => [rows.get(id)?.version ?? "", count]))),
    findings: findingsOf(group),
    sameLine: toTarget(group.sameLine),
    any: toTarget(group.any),
    broughtFixedBy: evidence.get(group) ?? null,
    disagreements: disagreements.get(group) ?? [],
    href: listOf(named),
  };
}

function toTarget(target: Target | null): PlanTarget | null {
  if (target === null) return null;
  const { candidate, ...counts } = target;
  return { version: candidate.version, from: candidate.from, ...counts };
}

const toPackage = ({ ecosystem, name }: PackageName) => ({ ecosystem, name, purl: purlOf({ ecosystem, name, version: "", release: "" }) });

/** Of a distro's source package the binary that most artifacts have: what people know it by. */
function nameOfMost(artifacts: ReadonlyMap<number, number>, { rows }: Presenting): PackageName | null {
  const [most] = [...artifacts].sort((a, b) => b[1] - a[1] || a[0] - b[0]);
  const row = most && rows.get(most[0]);
  return row ? { ecosystem: row.ecosystem, name: row.name } : null;
}

function toVersions(artifacts: ReadonlyMap<string, number>): PlanUpgrade["versions"] {
  const listed = [...artifacts].map(([version, count]) => ({ version, artifacts: count }));
  return listed.sort((a, b) => b.artifacts - a.artifacts || (a.version < b.version ? -1 : 1)).slice(0, versionsMax);
}
