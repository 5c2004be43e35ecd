import type { AdvisoryKind, SeverityWord } from "@/lib/advisories/model";
import type { PackageFacts } from "./package-facts";
import type { PlanReach } from "./schemas";

/**
 * How a package version got into an artifact: it depends on it itself (`own`), or direct dependencies bring it (`brought`): more than are remembered
 * (`several`), or nobody says which (`unexplained`).
 */
export const causes = ["own", "brought", "several", "unexplained"] as const;
export type Cause = (typeof causes)[number];

/** Package versions with the same findings for the same reason, in however many artifacts. */
export type FindingClass = {
  versionId: number;
  cause: Cause;
  /** Of `brought`: the package versions of the direct dependencies. */
  directIds: readonly number[];
  /** A list of this package version alone: classes of one version may share it, those of two may not. */
  vulnerabilityIds: readonly number[];
};

/** An artifact by its owners; 0: no team. Those of a team, and of a service in it, follow each other. */
export type PlanArtifact = { teamId: number; serviceId: number; classes: ArrayLike<number> };

/** A package version by what one upgrades: its own package, or of a distro the source package, in its release. */
export type PlanVersion = {
  packageId: number;
  release: string;
  version: string;
  /** Null: cannot be ordered. */
  key: Buffer | null;
  line: string | null;
  isPrerelease: boolean;
  isOfDistribution: boolean;
};

export type PlanVulnerability = { kind: AdvisoryKind; severity: SeverityWord; kev: boolean };

export type PlanInput = {
  artifacts: readonly PlanArtifact[];
  /** By their number, as artifacts name them. */
  classes: readonly FindingClass[];
  versions: ReadonlyMap<number, PlanVersion>;
  vulnerabilities: ReadonlyMap<number, PlanVulnerability>;
  /** Whether findings of a vulnerability are asked for. */
  isWanted: (vulnerabilityId: number) => boolean;
  /** Of a package, in a release. */
  factsOf: (packageId: number, release: string) => PackageFacts;
  reach: PlanReach;
};
