import type { AdvisoryKind, SeverityWord } from "@/lib/advisories/model";
import type { FindingClasses } from "./finding-classes";
import type { PackageFacts } from "./package-facts";
import type { PlanReach } from "./schemas";

/** An artifact by its owners; 0: no team. Those of a team, and of a service in it, follow each other. */
export type PlanArtifact = { teamId: number; serviceId: number; classes: ArrayLike<number> };

export type PlanVulnerability = { kind: AdvisoryKind; severity: SeverityWord; kev: boolean };

export type PlanInput = {
  artifacts: readonly PlanArtifact[];
  /** What artifacts name by number. */
  classes: FindingClasses;
  vulnerabilities: ReadonlyMap<number, PlanVulnerability>;
  /** Whether findings of a vulnerability are asked for: the same question and vulnerabilities say the same. */
  isWanted: (vulnerabilityId: number) => boolean;
  /** Of which ecosystems findings are asked for; null: of all. */
  ecosystems: ReadonlySet<string> | null;
  /** What advisories say of packages, by release. Another object when they say other things. */
  facts: { of(packageId: number, release: string): PackageFacts };
  reach: PlanReach;
};

/** Whether two inputs of the same question are of the same classes and advisories, and know the vulnerabilities alike that both have, whatever artifacts have. */
export function isOfSame(a: PlanInput, b: PlanInput): boolean {
  return a.classes === b.classes && a.facts === b.facts && isSameWhereBoth(a.vulnerabilities, b.vulnerabilities);
}

function isSameWhereBoth(a: PlanInput["vulnerabilities"], b: PlanInput["vulnerabilities"]): boolean {
  for (const [id, { kind, severity, kev }] of a) {
    const other = b.get(id);
    if (other !== undefined && (other.kind !== kind || other.severity !== severity || other.kev !== kev)) return false;
  }
  return true;
}

/** Whether the same artifacts have the same findings. */
export function isSameArtifacts(a: readonly PlanArtifact[], b: readonly PlanArtifact[]): boolean {
  return a.length === b.length && a.every((artifact, at) => isSameArtifact(artifact, b[at]));
}

function isSameArtifact({ teamId, serviceId, classes }: PlanArtifact, other: PlanArtifact | undefined): boolean {
  if (other?.teamId !== teamId || other.serviceId !== serviceId) return false;
  if (other.classes === classes) return true;
  if (other.classes.length !== classes.length) return false;
  for (let at = 0; at < classes.length; at++) if (classes[at] !== other.classes[at]) return false;
  return true;
}
