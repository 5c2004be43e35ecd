import type { ClientBase } from "pg";
import { int4Array } from "@/lib/db/binary-arrays";
import { staysInQueue } from "@/lib/decisions/queries/effective";

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
  const decided = `x.vulnerability_id in (select va.vulnerability_id from decision_subject ds join decision_name dn on dn.decision_id = ds.decision_id and dn.n = ds.n
    join vulnerability_alias va on va.name = dn.name where ds.scope = 'team')`;
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

/** What decisions are about at most: vulnerabilities, and artifacts unless one is about all of them. `pauses`: whether any takes what it is about out of the queue, so that clocks stand still. */
export type DecidedAbout = { vulnerabilityIds: number[]; artifactIds: number[] | null; pauses: boolean };

export async function selectDecidedAbout(on: ClientBase, decisionIds: readonly string[]): Promise<DecidedAbout> {
  const { rows } = await on.query<DecidedAbout>({
    name: "queue-decided-about",
    text: `with ds as materialized (select scope, scope_id from decision_subject where decision_id = any($1::uuid[]) group by 1, 2)
      select array(select distinct va.vulnerability_id from decision_name dn join vulnerability_alias va on va.name = dn.name where dn.decision_id = any($1::uuid[])) as "vulnerabilityIds",
        case when not exists (select from ds where scope = 'everywhere') then array(
          select scope_id from ds where scope = 'artifact'
          union select a.id from ds join artifact a on a.service_id = ds.scope_id where ds.scope = 'service'
          union select a.id from ds join service s on s.team_id = ds.scope_id join artifact a on a.service_id = s.id where ds.scope = 'team') end as "artifactIds",
        exists (select from decision d where d.id = any($1::uuid[]) and not ${staysInQueue}) as pauses`,
    values: [decisionIds],
  });
  return rows[0] ?? { vulnerabilityIds: [], artifactIds: [], pauses: false };
}
