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
  /** Whether findings of a vulnerability are asked for. */
  isWanted: (vulnerabilityId: number) => boolean;
  /** Of which ecosystems findings are asked for; null: of all. */
  ecosystems: ReadonlySet<string> | null;
  /** Of a package, in a release. */
  factsOf: (packageId: number, release: string) => PackageFacts;
  reach: PlanReach;
};
