import type { ClientBase } from "pg";
import type { InputFault } from "@/lib/errors";
import type { FindingKeys } from "@/lib/findings/queries/keys";
import type { GivenSubject, GivenVersions } from "../given";
import { type ArtifactFacts, selectArtifactFacts, selectNames, selectVersionFacts, selectVulnerabilities, type VersionFacts } from "../queries/targets";
import type { FindingKey } from "../schemas";
import { exactly, versionsOf } from "../versions-of";
import type { DecisionScope } from "../words";
import { refuseFaults } from "./faults";

/** How far a decision on findings goes. */
export type Wanted = { scope: DecisionScope; versions: string };

/** Keys with any id of a vulnerability, as numbers. Throws `invalid` for ids that no advisory has. */
export async function keysOf(client: ClientBase, given: readonly FindingKey[]): Promise<FindingKeys> {
  const names = given.map(({ vulnerability }) => vulnerability.trim().toUpperCase());
  const known = await selectVulnerabilities(client, [...new Set(names)]);
  const vulnerabilityIds = names.map((name) => known.get(name) ?? 0);
  refuseFaults(
    vulnerabilityIds.flatMap((id, n) =>
      id === 0 ? [fault(n, "vulnerability", `No mirrored advisory has the id "${given[n]?.vulnerability}".`, "vulnerability_not_found")] : [],
    ),
  );
  return { artifactIds: given.map(({ artifactId }) => artifactId), packageVersionIds: given.map(({ packageVersionId }) => packageVersionId), vulnerabilityIds };
}

/**
 * The subjects by which findings are decided as far as is wanted, each once. Throws `invalid` for findings of what there is not, of services without a team
 * where teams are wanted, and for a range that the ecosystem of any of them cannot read.
 */
export async function subjectsOfFindings(client: ClientBase, keys: FindingKeys, wanted: Wanted): Promise<GivenSubject[]> {
  const artifacts = await selectArtifactFacts(client, [...new Set(keys.artifactIds)]);
  const packageVersions = await selectVersionFacts(client, [...new Set(keys.packageVersionIds)]);
  const names = await selectNames(client, [...new Set(keys.vulnerabilityIds)]);
  const subjects = new Map<string, GivenSubject>();
  const versions = new Map<string, GivenVersions>();
  const faults: InputFault[] = [];
  for (const [n, artifactId] of keys.artifactIds.entries()) {
    const [artifact, fact] = [artifacts.get(artifactId), packageVersions.get(keys.packageVersionIds[n] ?? 0)];
    const vulnerabilityId = keys.vulnerabilityIds[n] ?? 0;
    if (!artifact || !fact) {
      faults.push(fault(n, "", "There is no such artifact, or no such package version.", "finding_not_found"));
      continue;
    }
    const scopeId = scopeIdOf(wanted.scope, artifact);
    if (scopeId === undefined) {
      faults.push(fault(n, "", `The service "${artifact.slug}" has no team: decide for the service, or everywhere.`, "service_without_team"));
      continue;
    }
    const said = wanted.versions === "this" ? `=${fact.version}` : wanted.versions;
    const key = [vulnerabilityId, fact.packageId, scopeId, said].join(" ");
    if (subjects.has(key)) continue;
    const meant = versions.get(`${fact.ecosystem} ${said}`) ?? wantedVersions(fact, wanted.versions);
    if ("detail" in meant) {
      faults.push({ pointer: "/versions", detail: meant.detail, code: meant.code });
      break;
    }
    versions.set(`${fact.ecosystem} ${said}`, meant);
    subjects.set(key, { names: names.get(vulnerabilityId) ?? [], packageId: fact.packageId, versions: meant, scope: wanted.scope, scopeId });
  }
  refuseFaults(faults);
  return [...subjects.values()];
}

/** Undefined: the service has no team. */
function scopeIdOf(scope: DecisionScope, { id, serviceId, teamId }: ArtifactFacts): number | null | undefined {
  switch (scope) {
    case "artifact":
      return id;
    case "service":
      return serviceId;
    case "team":
      return teamId ?? undefined;
    case "everywhere":
      return null;
  }
}

function wantedVersions({ ecosystem, version }: VersionFacts, wanted: string): GivenVersions | { code: string; detail: string } {
  if (wanted === "this") return exactly(ecosystem, version);
  const read = versionsOf(ecosystem, wanted === "all" ? null : wanted);
  return read.kind === "versions" ? read.versions : read;
}

function fault(n: number, field: string, detail: string, code: string): InputFault {
  return { pointer: `/findings/${n}${field && `/${field}`}`, detail, code };
}
