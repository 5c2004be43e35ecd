import { int4Array } from "@/lib/db/binary-arrays";

/** Conditions on rows `x` of `finding` and of `open_finding` that mean the same rows, with the parameters that they hold. */
export type Asked = {
  ofFindings: string;
  ofQueue: string;
  values: unknown[];
};

/** Rows of `open_finding`, whose findings have the same keys. */
const asQueued = "(x.artifact_id, x.package_version_id, x.vulnerability_id) in (select artifact_id, package_version_id, vulnerability_id from stored)";

const both = (condition: string, values: unknown[]): Asked => ({ ofFindings: condition, ofQueue: condition, values });

export function askedOfArtifacts(artifactIds: ArrayLike<number>): Asked {
  return both("x.artifact_id = any($1::int4[])", [int4Array(artifactIds)]);
}

/** `artifactId` is a number of ours. */
export function askedOfBuild(artifactId: number, packageVersionIds: ArrayLike<number>): Asked {
  return both("x.artifact_id = $1::int4 and x.package_version_id = any($2::int4[])", [artifactId, int4Array(packageVersionIds)]);
}

export function askedOfPairs(packageVersionIds: ArrayLike<number>, vulnerabilityIds: ArrayLike<number>): Asked {
  const condition = "(x.package_version_id, x.vulnerability_id) in (select * from unnest($1::int4[], $2::int4[]))";
  return both(condition, [int4Array(packageVersionIds), int4Array(vulnerabilityIds)]);
}

/** `artifactIds` null: of every artifact. */
export function askedOfVulnerabilities(vulnerabilityIds: ArrayLike<number>, artifactIds: ArrayLike<number> | null): Asked {
  if (artifactIds === null) return both("x.vulnerability_id = any($1::int4[])", [int4Array(vulnerabilityIds)]);
  return both("x.vulnerability_id = any($1::int4[]) and x.artifact_id = any($2::int4[])", [int4Array(vulnerabilityIds), int4Array(artifactIds)]);
}

/** `onlyTeams`: only what any decision for a team names. */
export function askedOfServices(serviceIds: readonly number[], { onlyTeams }: { onlyTeams: boolean }): Asked {
  const decided = `x.vulnerability_id in (select va.vulnerability_id from decision_subject ds cross join unnest(ds.names) as each(name)
    join vulnerability_alias va on va.name = each.name where ds.scope = 'team')`;
  return both(`x.artifact_id in (select id from artifact where service_id = any($1::int4[])) ${onlyTeams ? `and ${decided}` : ""}`, [int4Array(serviceIds)]);
}

/** A note opens and closes nothing: what it is about is in the queue. */
export function askedOfNotes(notes: readonly { serviceId: number; packageId: number }[]): Asked {
  return {
    ofQueue: "(x.service_id, x.package_id) in (select * from unnest($1::int4[], $2::int4[]))",
    ofFindings: asQueued,
    values: [int4Array(notes.map(({ serviceId }) => serviceId)), int4Array(notes.map(({ packageId }) => packageId))],
  };
}
