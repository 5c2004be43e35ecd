import type { ClientBase } from "pg";
import type { InputFault } from "@/lib/errors";
import { identifyPurl } from "@/lib/purl";
import type { GivenSubject } from "../given";
import { type Ids, selectArtifacts, selectIdsOfSlugs, selectNames, selectPackageIds, selectVulnerabilities } from "../queries/targets";
import type { SubjectInput } from "../schemas";
import { versionsOf } from "../versions-of";
import { refuseFaults } from "./faults";

type Known = { vulnerabilities: Ids; names: ReadonlyMap<number, string[]>; packages: Ids; services: Ids; teams: Ids; artifacts: Ids };

/** Subjects as callers name them. Throws `invalid` for everything that is not known, with its place. */
export async function subjectsOfInput(client: ClientBase, given: readonly SubjectInput[]): Promise<GivenSubject[]> {
  const identities = given.map((subject) => (subject.package === null ? null : (identifyPurl(subject.package)?.identity ?? null)));
  const vulnerabilities = await selectVulnerabilities(client, [...new Set(given.map(nameOf))]);
  const slugsOf = (scope: "service" | "team") => given.flatMap((subject) => (subject.scope === scope && subject.slug ? [subject.slug] : []));
  const known: Known = {
    vulnerabilities,
    names: await selectNames(client, [...new Set(vulnerabilities.values())]),
    packages: await selectPackageIds(
      client,
      identities.flatMap((identity) => identity ?? []),
    ),
    services: await selectIdsOfSlugs(client, "service", slugsOf("service")),
    teams: await selectIdsOfSlugs(client, "team", slugsOf("team")),
    artifacts: await selectArtifacts(
      client,
      given.flatMap(({ artifactId }) => artifactId ?? []),
    ),
  };
  const faults: InputFault[] = [];
  const subjects = given.flatMap((subject, n) => {
    const read = readSubject(subject, identities[n] ?? null, known);
    if ("names" in read) return [read];
    faults.push({ pointer: `/subjects/${n}/${read.field}`, detail: read.detail, code: read.code });
    return [];
  });
  refuseFaults(faults);
  return subjects;
}

type Fault = { field: string; detail: string; code: string };

function readSubject(subject: SubjectInput, identity: { ecosystem: string; name: string } | null, known: Known): GivenSubject | Fault {
  const vulnerabilityId = known.vulnerabilities.get(nameOf(subject));
  if (vulnerabilityId === undefined)
    return { field: "vulnerability", detail: `No mirrored advisory has the id "${subject.vulnerability}".`, code: "vulnerability_not_found" };
  const packageId = identity === null ? undefined : known.packages.get(`${identity.ecosystem} ${identity.name}`);
  if (subject.package !== null && packageId === undefined)
    return { field: "package", detail: `No SBOM has named the package "${subject.package}".`, code: "package_not_found" };
  const versions = versionsOf(identity?.ecosystem ?? "", subject.versions);
  if (versions.kind === "problem") return { field: "versions", detail: versions.detail, code: versions.code };
  if (versions.versions.range !== null && packageId === undefined)
    return { field: "versions", detail: "Versions are of a package: name it, or mean all versions.", code: "package_missing" };
  const scopeId = scopeIdOf(subject, known);
  if (scopeId === undefined) return scopeFault(subject);
  return {
    names: known.names.get(vulnerabilityId) ?? [nameOf(subject)],
    packageId: packageId ?? null,
    versions: versions.versions,
    scope: subject.scope,
    scopeId,
  };
}

/** Undefined: there is no such thing, or it is not said which. */
function scopeIdOf({ scope, slug = "", artifactId = 0 }: SubjectInput, { services, teams, artifacts }: Known): number | null | undefined {
  switch (scope) {
    case "everywhere":
      return null;
    case "artifact":
      return artifacts.get(String(artifactId));
    case "service":
      return services.get(slug);
    case "team":
      return teams.get(slug);
  }
}

function scopeFault({ scope, slug, artifactId }: SubjectInput): Fault {
  const field = scope === "artifact" ? "artifactId" : "slug";
  const said = scope === "artifact" ? artifactId : slug;
  if (said === undefined) return { field, detail: `Say which ${scope} it is for.`, code: "scope_missing" };
  return { field, detail: `There is no ${scope} "${said}".`, code: `${scope}_not_found` };
}

const nameOf = ({ vulnerability }: SubjectInput) => vulnerability.trim().toUpperCase();
