import type { ClientBase } from "pg";
import { inspectorSeverities } from "@/lib/aws/model";
import { type InspectorState, inspectorStates } from "../schemas";

/** Pieces of SQL that say what an observation is, the same wherever it is joined with what OSV says. */

const isIn = (states: readonly InspectorState[]) => (observation: string) => `${observation}.state in (${states.map((state) => `'${state}'`).join(", ")})`;

/** Of what Inspector reports now. */
export const isReported = isIn(["open", "suppressed"]);
/** Of what it closed where that is no fix: it does not scan the resource any more, or is not known to. */
export const isUnsettled = isIn(["unscanned", "unverified"]);
/** Either; the partial indexes have these states. */
export const isStanding = isIn(["open", "suppressed", "unscanned", "unverified"]);

/**
 * Whether what observation `o` says is known to be gone by SBOMs although Inspector cannot say so: the newest SBOM was built after the closing and does
 * not list the package version. That tells nothing of what SBOMs never listed, unless Inspector scans the image of that build.
 * @param at a placeholder: as of that moment; null: now
 */
export function isGoneBySbom(o: string, at: string | null): string {
  const then = at && `${at}::timestamptz`;
  const presence = `select from presence p where p.artifact_id = ${o}.artifact_id and p.package_version_id = ${o}.package_version_id`;
  return `exists (select from (select b.seq, b.built_at, b.incomplete from build b where b.artifact_id = ${o}.artifact_id ${then ? `and b.built_at <= ${then}` : ""}
      order by b.built_at desc, b.seq desc limit 1) b
    where b.built_at > ${o}.closed_at and not b.incomplete
      and not exists (${presence} and ${then ? `p.from_at <= ${then} and (p.to_seq is null or p.to_at > ${then})` : "p.to_seq is null"})
      and (exists (${presence} ${then ? `and p.from_at <= ${then}` : ""})
        or exists (select from aws_resource_artifact m join aws_resource r on r.id = m.resource_id
          where m.artifact_id = ${o}.artifact_id and m.build_seq = b.seq and r.scan_status = 'ACTIVE')))`;
}

/** A state as its place in `inspectorStates`: the least of several is what stands. */
export const statePlace = (column: string) => `case ${column} ${inspectorStates.map((state, place) => `when '${state}' then ${place}`).join(" ")} end`;

/** SQL for the state at a place. */
export const stateAt = (place: string) => `(array[${inspectorStates.map((state) => `'${state}'`).join(", ")}])[${place} + 1]`;

/** States up to this place are reported now. */
export const reportedPlaces = inspectorStates.indexOf("suppressed");

export function stateOf(place: number): InspectorState {
  return inspectorStates[place] ?? "open";
}

/** Inspector's word for the rank of a severity, 5 for critical to 0. */
const severityAt = (rank: string) =>
  `(array[${[...inspectorSeverities]
    .reverse()
    .map((word) => `'${word}'`)
    .join(", ")}])[${rank} + 1]`;

/**
 * Observations by artifact, package version and vulnerability: Inspector may name one vulnerability by several of its ids. Each advisory is looked up by its
 * own id: the mirror has hundreds of thousands that are not Inspector's.
 * @param where a condition on `observation o`
 */
export function observations(where: string): string {
  return `select o.artifact_id, o.package_version_id, i.vulnerability_id, min(${statePlace("o.state")}) as state, ${severityAt("max(o.severity_rank)")} as severity
    from observation o cross join lateral (select vulnerability_id from advisory where id = o.advisory_id offset 0) i where ${where} group by 1, 2, 3`;
}

/** Whether the newest SBOM of the artifact of row `x` lists its package version. */
const isListed = (x: string) =>
  `exists (select from presence p where p.artifact_id = ${x}.artifact_id and p.package_version_id = ${x}.package_version_id and p.to_seq is null)`;

/** Whether the SBOM of a build that one of its resources holds did. */
const isListedByScannedBuild = (x: string) =>
  `exists (select from presence p join aws_resource_artifact m on m.artifact_id = p.artifact_id join build b on b.artifact_id = m.artifact_id and b.seq = m.build_seq
     where p.artifact_id = ${x}.artifact_id and p.package_version_id = ${x}.package_version_id and b.built_at >= p.from_at and b.built_at < p.to_at)`;

/** Which SBOM lists the package version of row `x`. */
export const sbomOf = (x: string) => `case when ${isListed(x)} then 'head' when ${isListedByScannedBuild(x)} then 'scanned_build' else 'missing' end`;

/** When builds were built that resources of some artifacts hold. `ids`: SQL of what `=` compares with, such as `any($1::int[])`. */
export const scannedBuilds = (ids: string) => `select m.artifact_id, array_agg(distinct b.built_at) as times
    from aws_resource_artifact m join build b on b.artifact_id = m.artifact_id and b.seq = m.build_seq where m.artifact_id = ${ids} group by 1`;

/**
 * `sbomOf` for thousands of rows `x`, each joined to its `scannedBuilds` as `b`, which may be null. Only what is asked for is looked up: an SBOM may list a
 * hundred times more.
 */
export const sbomAmong = (x: string, b: string) =>
  `coalesce((select case when bool_or(p.to_seq is null) then 'head'
        when bool_or(exists (select from unnest(${b}.times) as built(at) where built.at >= p.from_at and built.at < p.to_at)) then 'scanned_build' end
      from presence p where p.artifact_id = ${x}.artifact_id and p.package_version_id = ${x}.package_version_id), 'missing')`;

/** Whether Inspector scans some artifacts, one row for each that has a resource. */
export function coverage(where: string): string {
  return `select m.artifact_id, case when bool_or(r.scan_status = 'ACTIVE') then 'scanned' when bool_or(r.scan_status is null) then 'unverified' else 'none' end as coverage
    from aws_resource_artifact m join aws_resource r on r.id = m.resource_id where ${where} group by 1`;
}

/** Whether there is any observation. */
export async function observesAnything(client: ClientBase): Promise<boolean> {
  const { rows } = await client.query<{ observes: boolean }>({ name: "observation-any", text: "select exists (select from observation) as observes" });
  return rows[0]?.observes ?? false;
}
